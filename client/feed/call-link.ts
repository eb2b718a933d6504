import { type CallLinkAction, type CallLinkView, callLinkSchema } from '../../shared/protocol/on-call.ts'
import { call } from './session.ts'

const PATH = '/api/call-link'

/** What the person who has this link is called for, and how it stands. */
export async function fetchCallLink(token: string, signal: AbortSignal): Promise<CallLinkView> {
  return callLinkSchema.parse(await call('GET', PATH, undefined, signal, { 'vigie-link': token }))
}

/** Answers the call; how it stands then, done or not. */
export async function answerCallLink(token: string, action: CallLinkAction): Promise<CallLinkView> {
  return callLinkSchema.parse(await call('POST', PATH, action, null, { 'vigie-link': token }))
}
