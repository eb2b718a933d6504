import { type ChangeEvent, useEffect, useState } from 'react'
import { Icon } from '../design/Icon.tsx'
import { addPicture, MOST_PICTURES, removePicture } from '../intent/report-form.ts'
import type { Picture } from '../store/report-store.ts'
import { useFormWords, useReport } from './use-form.ts'

/** Pictures, shrunk here, with nothing of their files but the pixels. */
export function Photographs() {
  const words = useFormWords().photographs
  const pictures = useReport((state) => state.pictures)
  const [busy, setBusy] = useState(false)
  const [unreadable, setUnreadable] = useState(false)
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])].slice(0, MOST_PICTURES - pictures.length)
    target.value = ''
    setBusy(true)
    setUnreadable(false)
    for (const file of files) if (!(await addPicture(file))) setUnreadable(true)
    setBusy(false)
  }
  return (
    <section className="report-part" aria-labelledby="photographs">
      <h2 id="photographs">
        {words.title} <Optional />
      </h2>
      <p className="report-hint" id="photographs-advice">
        {words.advice}
      </p>
      {pictures.length > 0 && (
        <ul className="report-pictures">
          {pictures.map((picture, index) => (
            <li key={picture.id}>
              <Shown picture={picture} label={words.one(index + 1)} />
              <button
                type="button"
                className="report-button"
                aria-label={words.remove(index + 1)}
                onClick={() => removePicture(picture.id)}
              >
                <Icon name="close" size={20} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {pictures.length < MOST_PICTURES && (
        <label className="report-button report-add">
          <Icon name="camera" size={24} /> {words.add}
          <input
            className="report-unseen"
            type="file"
            accept="image/*"
            multiple
            disabled={busy}
            aria-describedby="photographs-advice photographs-problem"
            onChange={take}
          />
        </label>
      )}
      <p role="status" className={busy ? 'report-hint' : 'report-unseen'}>
        {busy && words.shrinking}
      </p>
      <p role="alert" className="report-problem" id="photographs-problem">
        {unreadable && words.unreadable}
      </p>
    </section>
  )
}

export function Optional() {
  return <span className="report-hint">({useFormWords().questions.optional})</span>
}

function Shown({ picture: { blob }, label }: { picture: Picture; label: string }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return url === null ? null : <img src={url} alt={label} />
}
