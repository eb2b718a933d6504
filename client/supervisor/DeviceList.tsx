import { useState } from 'react'
import { SECOND } from '../../shared/instant.ts'
import type { DeviceView } from '../../shared/protocol/session.ts'
import { roughDuration, unbroken } from '../../shared/typography.ts'
import { Icon } from '../design/Icon.tsx'
import { revokeDevice } from '../feed/devices.ts'
import { ApiError } from '../feed/session.ts'
import { focus } from '../react/focus.ts'
import { useNow } from '../react/use-now.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { DeviceState } from './DeviceState.tsx'
import type { Devices } from './use-devices.ts'

/** Every device; each can be revoked, after a question. */
export function DeviceList({ devices }: { devices: Devices }) {
  const words = useWords()
  const { locale } = usePreferences()
  const [asking, setAsking] = useState<string | null>(null)
  /** Whose question was answered « no »: the focus goes back there. */
  const [kept, setKept] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { list, failed, refresh } = devices
  const revoke = async ({ id }: DeviceView) => {
    setAsking(null)
    setProblem(null)
    try {
      await revokeDevice(id)
      await refresh()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.told[locale])
    }
  }
  const columns = words.devices.columns
  return (
    <>
      <p className="devices-problem" role="alert">
        {problem ?? (failed ? words.devices.failed : '')}
      </p>
      {list?.length === 0 && <p className="devices-empty">{words.devices.empty}</p>}
      {list !== null && list.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach its end
        <div className="devices-rows" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{columns.name}</th>
                <th scope="col">{columns.speaksFor}</th>
                <th scope="col">{columns.seen}</th>
                <th scope="col">{columns.state}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.devices.revoke}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map((device) =>
                asking === device.id ? (
                  <Question
                    key={device.id}
                    device={device}
                    onRevoke={() => revoke(device)}
                    onKeep={() => {
                      setAsking(null)
                      setKept(device.id)
                    }}
                  />
                ) : (
                  <Row
                    key={device.id}
                    device={device}
                    focused={kept === device.id}
                    onAsk={() => setAsking(device.id)}
                  />
                ),
              )}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

interface RowProps {
  device: DeviceView
  focused: boolean
  onAsk(): void
}

function Row({ device, focused, onAsk }: RowProps) {
  const { devices: words } = useWords()
  const { name, protocol, callSign, state } = device
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="caption">{words.kinds[protocol]}</span>
      </th>
      <td className="call-sign">{callSign === null ? '' : unbroken(callSign)}</td>
      <td className="num">
        <Seen device={device} />
      </td>
      <td>
        <DeviceState device={device} />
      </td>
      <td>
        {state !== 'revoked' && (
          <button
            ref={focused ? focus : null}
            type="button"
            className="button"
            aria-label={words.revokeWhich(name)}
            onClick={onAsk}
          >
            {words.revoke}
          </button>
        )}
      </td>
    </tr>
  )
}

function Seen({ device: { connected, seenAt } }: { device: DeviceView }) {
  const { devices: words } = useWords()
  const now = useNow()
  if (connected) return words.now
  if (seenAt === null) return words.never
  const seconds = (now - seenAt) / SECOND
  return seconds < 60 ? words.now : words.ago(roughDuration(seconds))
}

interface QuestionProps {
  device: DeviceView
  onRevoke(): void
  onKeep(): void
}

/** In the place of the row, so that nothing else moves. */
function Question({ device: { name, protocol }, onRevoke, onKeep }: QuestionProps) {
  const { devices: words } = useWords()
  return (
    <tr className="devices-question">
      <td colSpan={5}>
        <div>
          <Icon name="warning" />
          <p>
            <b>{words.revokeQuestion(name)}</b>{' '}
            {protocol === 'tablet' ? words.revokeTablet : words.revokeTelephone}
          </p>
          <button type="button" className="button" ref={focus} onClick={onKeep}>
            {words.keep}
          </button>
          <button type="button" className="button primary" onClick={onRevoke}>
            {words.revoke}
          </button>
        </div>
      </td>
    </tr>
  )
}
