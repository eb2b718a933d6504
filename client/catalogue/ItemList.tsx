import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { moved, without } from '../../shared/catalogue/edit.ts'
import { itemName } from '../../shared/catalogue/place.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { useWords } from '../react/use-words.ts'
import { Wrong } from './Labelled.tsx'
import { reveal } from './use-desk.ts'

interface ItemListProps<T> {
  /** Of the list, in the catalogue. */
  place: string
  items: readonly T[]
  /** What one of them is called aloud: « Question Arme ». */
  name(item: T, index: number): string
  summary(item: T, index: number): ReactNode
  children(item: T, place: string, index: number): ReactNode
  /** Undefined: nothing more can be added. */
  create?: (() => T) | undefined
  copy?: ((item: T) => T) | undefined
  /** `said` tells what was taken away. */
  onChange(items: T[], said?: string): void
}

/** Things in an order, each of which opens: added, copied, moved by buttons or Alt and the arrows, taken away. */
export function ItemList<T>(props: ItemListProps<T>) {
  const { place, items, create, onChange } = props
  const words = useWords().catalogue
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const toggle = (index: number, isOpen: boolean) => {
    if (isOpen === open.has(index)) return
    setOpen(new Set(isOpen ? [...open, index] : [...open].filter((one) => one !== index)))
  }
  const insert = (item: T, at: number) => {
    const made = [...items.slice(0, at), item, ...items.slice(at)]
    setOpen(new Set([...[...open].map((one) => (one >= at ? one + 1 : one)), at]))
    onChange(made)
    reveal(`${place}.${itemName(item, at)}`)
  }
  return (
    <div className="cat-items" id={place}>
      <Wrong place={place} />
      {items.map((item, index) => (
        <Item
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no other name that stays while it is renamed
          key={index}
          {...props}
          item={item}
          index={index}
          isOpen={open.has(index)}
          onToggle={(isOpen) => toggle(index, isOpen)}
          onInsert={insert}
          onMoved={(to) => setOpen(swapped(open, index, to))}
        />
      ))}
      {create !== undefined && (
        <button type="button" className="button cat-add" onClick={() => insert(create(), items.length)}>
          <Icon name="plus" size={12} /> {words.item.add}
        </button>
      )}
    </div>
  )
}

interface ItemProps<T> extends ItemListProps<T> {
  item: T
  index: number
  isOpen: boolean
  onToggle(isOpen: boolean): void
  onInsert(item: T, at: number): void
  onMoved(to: number): void
}

function Item<T>({
  place,
  items,
  item,
  index,
  name,
  summary,
  children,
  copy,
  onChange,
  ...its
}: ItemProps<T>) {
  const words = useWords().catalogue
  const own = `${place}.${itemName(item, index)}`
  const called = name(item, index)
  const move = (step: 1 | -1) => {
    const to = index + step
    if (to < 0 || to >= items.length) return
    const held = document.activeElement?.id ?? ''
    const rest = held.startsWith(own) ? held.slice(own.length) : ''
    its.onMoved(to)
    onChange(moved([...items], index, step))
    reveal(`${place}.${itemName(item, to)}${rest}`)
  }
  const remove = () => {
    onChange(without(items, index), words.said.removed(called))
    reveal(place)
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || (step !== 1 && step !== -1)) return
    event.preventDefault()
    event.stopPropagation()
    move(step)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of what is in it
    <div className="cat-item" onKeyDown={press}>
      <details open={its.isOpen} onToggle={({ currentTarget }) => its.onToggle(currentTarget.open)}>
        <summary id={own}>
          <Icon name="right" size={12} />
          {summary(item, index)}
        </summary>
        {its.isOpen && <div className="cat-item-fields">{children(item, own, index)}</div>}
      </details>
      <Wrong place={own} />
      <div className="cat-item-tools">
        <Tool
          icon="up"
          does={words.item.up}
          called={called}
          disabled={index === 0}
          id={`${own}.up`}
          onClick={() => move(-1)}
        />
        <Tool
          icon="down"
          does={words.item.down}
          called={called}
          disabled={index === items.length - 1}
          id={`${own}.down`}
          onClick={() => move(1)}
        />
        {copy !== undefined && (
          <Tool
            icon="copy"
            does={words.item.copy}
            called={called}
            onClick={() => its.onInsert(copy(item), index + 1)}
          />
        )}
        <Tool icon="close" does={words.item.remove} called={called} onClick={remove} />
      </div>
    </div>
  )
}

interface ToolProps {
  icon: IconName
  does: string
  called: string
  disabled?: boolean
  id?: string
  onClick(): void
}

export function Tool({ icon, does, called, disabled = false, id, onClick }: ToolProps) {
  const words = useWords().catalogue
  return (
    <button
      type="button"
      className="top-icon"
      id={id}
      title={does}
      aria-label={words.item.of(does, called)}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
    >
      <Icon name={icon} size={14} />
    </button>
  )
}

function swapped(open: ReadonlySet<number>, one: number, other: number): ReadonlySet<number> {
  const of = (index: number) => (index === one ? other : index === other ? one : index)
  return new Set([...open].map(of))
}
