import '../console/console.css'
import '../intake/intake.css'
import './catalogue.css'
import './type-list.css'
import './editor.css'
import './item-list.css'
import './preview.css'
import './dialogs.css'
import { useCallback, useEffect, useState } from 'react'
import { openDesk, readDesk } from '../intent/catalogue-desk.ts'
import { useWords } from '../react/use-words.ts'
import { CatalogueBar } from './CatalogueBar.tsx'
import {
  ConflictDialog,
  DiscardDialog,
  type FailedImport,
  HelpDialog,
  ImportDialog,
  PublishDialog,
} from './Dialogs.tsx'
import { AgenciesEditor, FamiliesEditor } from './ListEditor.tsx'
import { Preview } from './Preview.tsx'
import { ProblemList } from './ProblemList.tsx'
import { ServiceEditor } from './ServiceEditor.tsx'
import { TypeList } from './TypeList.tsx'
import { Flaws, useDesk, useDraft, useFlaws } from './use-desk.ts'
import { useDeskKeys } from './use-desk-keys.ts'

/** The screen on which an administrator writes the catalogue that follows the one in force. */
export function Catalogue() {
  const words = useWords()
  const reading = useDesk((state) => state.reading)
  useEffect(() => openDesk(), [])
  if (reading === 'read') return <Desk />
  return (
    <div className="cat-reading">
      {reading === 'reading' ? (
        <p role="status">{words.catalogue.loading}</p>
      ) : (
        <div role="alert">
          <p>{words.catalogue.failed}</p>
          <button type="button" className="button primary" onClick={readDesk}>
            {words.retry}
          </button>
        </div>
      )}
    </div>
  )
}

type Asked = 'publish' | 'discard' | 'help'

function Desk() {
  const words = useWords().catalogue
  const flaws = useFlaws()
  const shown = useDesk((state) => state.shown)
  const draft = useDraft()
  const choosing = useDesk((state) => state.choosing && state.other !== null)
  const [asked, ask] = useState<Asked | FailedImport | null>(null)
  const [isPreviewing, setPreviewing] = useState(false)
  const close = () => ask(null)
  useDeskKeys(
    flaws,
    useCallback(() => ask('help'), []),
  )
  const service = shown.what === 'service' ? draft.services[shown.index] : undefined
  return (
    <Flaws value={flaws}>
      <div className={isPreviewing ? 'cat previewing' : 'cat'}>
        <CatalogueBar
          flawed={flaws.length > 0}
          isPreviewing={isPreviewing}
          onPreview={() => setPreviewing(!isPreviewing)}
          onPublish={() => ask('publish')}
          onDiscard={() => ask('discard')}
          onHelp={() => ask('help')}
          onFailedImport={ask}
        />
        <TypeList flaws={countsOf(flaws.map(({ place }) => place))} />
        <main className="cat-main" aria-label={words.title}>
          {shown.what === 'service' && <ServiceEditor key={shown.index} index={shown.index} />}
          {shown.what === 'families' && <FamiliesEditor />}
          {shown.what === 'agencies' && <AgenciesEditor />}
        </main>
        <Preview key={service?.code} service={service} />
        <ProblemList flaws={flaws} />
      </div>
      {asked === 'publish' && <PublishDialog onClose={close} />}
      {asked === 'discard' && <DiscardDialog onClose={close} />}
      {asked === 'help' && <HelpDialog onClose={close} />}
      {asked !== null && typeof asked === 'object' && <ImportDialog failed={asked} onClose={close} />}
      {choosing && <ConflictDialog />}
    </Flaws>
  )
}

/** How many problems each type has, and each of the two lists. */
function countsOf(places: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const place of places) {
    const [list = '', name = ''] = place.split('.')
    for (const one of [list, `${list}.${name}`]) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return counts
}
