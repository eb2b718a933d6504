import './devices.css'
import { useState } from 'react'
import { Dialog } from '../console/Dialog.tsx'
import { Icon } from '../design/Icon.tsx'
import { focus } from '../react/focus.ts'
import { useWords } from '../react/use-words.ts'
import { AddTelephone } from './AddTelephone.tsx'
import { DeviceList } from './DeviceList.tsx'
import { EnrolTablet } from './EnrolTablet.tsx'
import { useDevices } from './use-devices.ts'

type Work = 'list' | 'tablet' | 'telephone'

/** The town's tablets and telephones: who they speak for, when they were heard, and how they come and go. */
export function DevicesDialog({ onClose }: { onClose(): void }) {
  const { devices: words } = useWords()
  const [work, setWork] = useState<Work>('list')
  const devices = useDevices()
  const leave = () => setWork('list')
  return (
    <Dialog title={words.title} onClose={onClose}>
      <div className="devices">
        {work === 'tablet' && <EnrolTablet devices={devices} onLeave={leave} />}
        {work === 'telephone' && <AddTelephone onLeave={leave} onAdded={devices.refresh} />}
        {work === 'list' && (
          <>
            <div className="devices-actions">
              <button ref={focus} type="button" className="button primary" onClick={() => setWork('tablet')}>
                <Icon name="qr" /> {words.enrol}
              </button>
              <button type="button" className="button" onClick={() => setWork('telephone')}>
                <Icon name="mobile" /> {words.telephone}
              </button>
            </div>
            <DeviceList devices={devices} />
          </>
        )}
      </div>
    </Dialog>
  )
}
