import './screen-bar.css'
import type { ReactNode } from 'react'
import { unbroken } from '../../shared/typography.ts'
import { clockSeconds, clockTime } from '../design/format.ts'
import { Icon, type IconName } from '../design/Icon.tsx'
import { Mark } from '../design/Mark.tsx'
import { leaveSession } from '../intent/leave.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { prefer } from '../store/preferences.ts'

interface ScreenBarProps {
  /** Of the screen's own, beside what all bars look like. */
  className: string
  /** Where one is. */
  title: string | null
  children: ReactNode
}

/** On top of a screen: the product, where one is, and what the screen has there. */
export function ScreenBar({ className, title, children }: ScreenBarProps) {
  const words = useWords()
  return (
    <header className={`screen-bar ${className}`}>
      <h1 className="top-mark">
        <Mark /> {words.product} <span>{title}</span>
      </h1>
      {children}
    </header>
  )
}

/** By day or by night. */
export function ThemeButton() {
  const words = useWords()
  const { theme } = usePreferences()
  const isDark = theme === 'dark'
  return (
    <button
      type="button"
      className="top-icon"
      aria-label={isDark ? words.switchToLight : words.switchToDark}
      onClick={() => prefer({ theme: isDark ? 'light' : 'dark' })}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  )
}

/** The other language; `className` for one that stands in a bar, and in no menu. */
export function LanguageButton({ className }: { className?: string }) {
  const words = useWords()
  const { locale } = usePreferences()
  return (
    <button
      type="button"
      className={className}
      onClick={() => prefer({ locale: locale === 'fr' ? 'en' : 'fr' })}
    >
      {words.otherLanguage}
    </button>
  )
}

interface PostMenuProps {
  /** Whether the post is named in the bar, and not to who looks for it alone. */
  named?: boolean
  /** What leaving the session is called; as everywhere, where it is not said. */
  leave?: string
  /** What the screen has in it, above what all have. */
  children?: ReactNode
}

/** Under the post: the ways from here, the other language, and out. */
export function PostMenu({ named = false, leave, children }: PostMenuProps) {
  const words = useWords()
  const label = useScreen(({ session }) => session?.label)
  return (
    <details className="menu top-post">
      <summary aria-label={label} title={label}>
        <Icon name="user" /> {named && <span>{unbroken(label ?? '')}</span>}
      </summary>
      <div className="menu-items">
        {children}
        <LanguageButton />
        <button type="button" onClick={leaveSession}>
          {leave ?? words.logOut} <Icon name="logout" />
        </button>
      </div>
    </details>
  )
}

interface MenuButtonProps {
  text: string
  icon: IconName
  onClick(): void
}

/** Something to do in a menu, which closes. */
export function MenuButton({ text, icon, onClick }: MenuButtonProps) {
  return (
    <button
      type="button"
      onClick={({ currentTarget }) => {
        currentTarget.closest('details')?.removeAttribute('open')
        onClick()
      }}
    >
      {text} <Icon name={icon} />
    </button>
  )
}

/** What time it is in the room. */
export function RoomClock() {
  const now = useNow()
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  return (
    <time className="room-clock num">
      {clockTime(now, timeZone, locale)}
      <small>{clockSeconds(now, timeZone)}</small>
    </time>
  )
}
