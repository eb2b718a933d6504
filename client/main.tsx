import './design/tokens.css'
import './design/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { forgetOldCalls } from './device/kept-calls.ts'
import { followAddress } from './intent/call-from-address.ts'
import { unlockSound } from './sound/sound.ts'
import { type Preferences, preferences } from './store/preferences.ts'

function applyPreferences({ theme, locale }: Preferences): void {
  document.documentElement.dataset.theme = theme
  document.documentElement.lang = locale
}

applyPreferences(preferences.getState())
preferences.subscribe(applyPreferences)
unlockSound()
forgetOldCalls(() => localStorage, Date.now())
followAddress()

// A page of an older version asks for parts that the server no longer has: loaded anew it is of the server's own.
const RELOADED = 'vigie.reloaded'
addEventListener('vite:preloadError', () => {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED)) < 60_000) return
  sessionStorage.setItem(RELOADED, String(Date.now()))
  location.reload()
})

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
