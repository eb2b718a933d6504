import { useEffect, useState } from 'react'
import { codeIn } from '../../shared/enrolment.ts'

/** The code in the address of this page, which is taken out of it at once: nobody reads it there, and no reload takes it up. */
function takeCode(): string | null {
  const code = codeIn(location.hash)
  if (code !== null) history.replaceState(null, '', location.pathname)
  return code
}

/** The code that this page was opened with, empty where it is to be typed, null where nobody enrols. */
export function useEnrolmentCode(): [string | null, (code: string | null) => void] {
  const [code, setCode] = useState(takeCode)
  useEffect(() => {
    const changed = () => setCode((before) => takeCode() ?? before)
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return [code, setCode]
}
