import '../design/tokens.css'
import './report-form.css'
import { createRoot } from 'react-dom/client'
import { openForm, sendWhenOnline } from '../intent/report-form.ts'
import { formLocale } from '../store/form-locale.ts'
import { ReportForm } from './ReportForm.tsx'

/** Dark or light as this device is: whoever comes here once has no preference to look for. */
const dark = matchMedia('(prefers-color-scheme: dark)')
function applyTheme(): void {
  document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light'
}
applyTheme()
dark.addEventListener('change', applyTheme)

function applyLocale(): void {
  document.documentElement.lang = formLocale.getState().locale
}
applyLocale()
formLocale.subscribe(applyLocale)

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<ReportForm />)
openForm()
sendWhenOnline()
