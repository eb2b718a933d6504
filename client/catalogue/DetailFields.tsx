import type { DetailField } from '../../shared/catalogue/detail.ts'
import { codeFollowing, freeCode } from '../../shared/catalogue/edit.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { SelectField, SwitchField } from './ChoiceFields.tsx'
import { ItemList } from './ItemList.tsx'
import { NumberField } from './NumberField.tsx'
import { CodeField, LocalizedField } from './TextFields.tsx'

const YES_NO = [
  { code: 'yes', label: { fr: 'oui', en: 'yes' } },
  { code: 'no', label: { fr: 'non', en: 'no' } },
]

export function newDetail(others: readonly { code: string }[]): DetailField {
  return {
    kind: 'choice',
    code: freeCode('detail', others),
    label: { fr: '', en: '' },
    required: false,
    choices: YES_NO,
  }
}

interface DetailFieldsProps {
  detail: DetailField
  others: readonly { code: string }[]
  place: string
  onChange(detail: DetailField, place: string | null, said?: string): void
}

/** What a crew tells with « réglé ». */
export function DetailFields({ detail, others, place, onChange }: DetailFieldsProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const { code, label, required } = detail
  return (
    <>
      <LocalizedField
        field="label"
        place={`${place}.label`}
        value={label}
        onChange={(after) => {
          const followed = codeFollowing({ code, before: label.fr, after: after.fr }, others, 'small')
          onChange({ ...detail, label: after, code: followed }, `${place}.label`)
        }}
      />
      <SelectField
        field="detailKind"
        place={`${place}.kind`}
        value={detail.kind}
        choices={(['choice', 'number'] as const).map((value) => ({ value, text: words.detailKinds[value] }))}
        onChange={(kind) => {
          const common = { code, label, required }
          if (kind === detail.kind) return
          onChange(
            kind === 'number' ? { kind, ...common, max: 10 } : { kind, ...common, choices: YES_NO },
            null,
          )
        }}
      />
      <CodeField
        field="choiceKey"
        place={`${place}.code`}
        value={code}
        onChange={(after) => onChange({ ...detail, code: after }, `${place}.code`)}
      />
      <SwitchField
        field="required"
        place={`${place}.required`}
        value={required}
        onChange={(after) => onChange({ ...detail, required: after }, null)}
      />
      {detail.kind === 'number' ? (
        <NumberField
          field="max"
          place={`${place}.max`}
          value={detail.max}
          onChange={(max = 0) => onChange({ ...detail, max }, `${place}.max`)}
        />
      ) : (
        <div className="cat-field wide">
          <span className="cat-label">{words.fields.choices.label}</span>
          <ItemList
            place={`${place}.choices`}
            items={detail.choices}
            name={(choice) => `${words.fields.choice.label} ${choice.label[locale] || choice.code}`}
            summary={(choice) => (
              <>
                <span className="cat-summary">{choice.label[locale] || words.list.unnamed}</span>
                <code className="caption">{choice.code}</code>
              </>
            )}
            create={() => ({ code: freeCode('choice', detail.choices), label: { fr: '', en: '' } })}
            onChange={(choices, said) => onChange({ ...detail, choices }, null, said)}
          >
            {(choice, own, at) => (
              <>
                <LocalizedField
                  field="choice"
                  place={`${own}.label`}
                  value={choice.label}
                  onChange={(after) =>
                    onChange(
                      { ...detail, choices: detail.choices.with(at, { ...choice, label: after }) },
                      `${place}.choices.${at}`,
                    )
                  }
                />
                <CodeField
                  field="choiceKey"
                  place={`${own}.code`}
                  value={choice.code}
                  onChange={(after) =>
                    onChange(
                      { ...detail, choices: detail.choices.with(at, { ...choice, code: after }) },
                      `${place}.choices.${at} code`,
                    )
                  }
                />
              </>
            )}
          </ItemList>
        </div>
      )}
    </>
  )
}
