import { logOut } from '../feed/session.ts'
import { screen } from '../store/screen-store.ts'
import { eraseCalls } from './call-taking.ts'

/** Ends the session, and erases what this device keeps of calls. */
export async function leaveSession(): Promise<void> {
  await logOut().catch(() => {})
  eraseCalls()
  screen.setState({ session: null })
}
