import type { Catalogue } from '../../../shared/catalogue/catalogue.ts'
import type { ServiceOf } from '../../../shared/catalogue/published.ts'
import type { Command } from '../../../shared/command.ts'
import type { FollowRules } from '../../../shared/follow/rules.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Ticket } from '../../../shared/ticket/ticket.ts'
import type { City } from '../../city/city.ts'
import type { Jurisdictions } from '../../city/jurisdiction.ts'
import type { CommandHandler } from '../../command/handle.ts'
import type { Database } from '../../db/pool.ts'
import type { FollowTokens } from '../../follow/follow-tokens.ts'
import type { ApiKey } from '../../session/accounts.ts'
import type { PublicQuota } from '../../session/public-form.ts'
import type { SecretLookup } from '../../session/secret-lookup.ts'
import type { Allowance, RequestThrottle } from '../../session/throttle.ts'
import type { PhotographIntake } from '../photographs/photograph-intake.ts'
import type { AlikeOf } from './one-of-many.ts'
import type { PlaceAddress } from './place-address.ts'

export interface Open311Dependencies {
  database: Database
  city: City
  jurisdictions: Jurisdictions
  /** Whom to ask about the service, and for a key. */
  open311: { contact: string; keyService: string }
  followRules: FollowRules
  followTokens: FollowTokens
  photographs: Pick<PhotographIntake, 'standing' | 'take'>
  /** The one in force. */
  catalogue(): Catalogue
  serviceOf: ServiceOf
  keys: Pick<SecretLookup<ApiKey>, 'find'>
  throttle: RequestThrottle
  /** How much the site's own form may send; null: it may not. */
  formReports: PublicQuota | null
  /** Wrong tokens, by address. */
  guesses: Allowance
  handler: CommandHandler
  now: () => Instant
  /** The ticket that a command names, while it is open: known without asking the database. */
  openTicket(command: Command): Ticket | undefined
  alike: AlikeOf
  placeAddress: PlaceAddress
  onFault(error: unknown, what: string): void
}
