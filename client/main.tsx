import './design/tokens.css'
import './design/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { unlockSound } from './sound/sound.ts'
import { type Preferences, preferences } from './store/preferences.ts'

function applyPreferences({ theme, locale }: Preferences): void {
  document.documentElement.dataset.theme = theme
  document.documentElement.lang = locale
}

applyPreferences(preferences.getState())
preferences.subscribe(applyPreferences)
unlockSound()

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
