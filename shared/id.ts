import { z } from 'zod'

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a lower-case UUID')

/** Ids are lower-case UUIDs made by whoever makes the thing, so that a repeated message names the same thing. */
export const ticketIdSchema = uuid.brand<'TicketId'>()
export const reportIdSchema = uuid.brand<'ReportId'>()
export const crewIdSchema = uuid.brand<'CrewId'>()
export const assignmentIdSchema = uuid.brand<'AssignmentId'>()
export const noteIdSchema = uuid.brand<'NoteId'>()
export const closureIdSchema = uuid.brand<'ClosureId'>()
export const photographIdSchema = uuid.brand<'PhotographId'>()
export const personIdSchema = uuid.brand<'PersonId'>()
export const turnIdSchema = uuid.brand<'TurnId'>()
export const swapIdSchema = uuid.brand<'SwapId'>()
export const placeNoteIdSchema = uuid.brand<'PlaceNoteId'>()
export const callOutIdSchema = uuid.brand<'CallOutId'>()
export const commandIdSchema = uuid.brand<'CommandId'>()

export type TicketId = z.infer<typeof ticketIdSchema>
export type CrewId = z.infer<typeof crewIdSchema>
export type AssignmentId = z.infer<typeof assignmentIdSchema>
export type ClosureId = z.infer<typeof closureIdSchema>
export type PhotographId = z.infer<typeof photographIdSchema>
export type PersonId = z.infer<typeof personIdSchema>
export type TurnId = z.infer<typeof turnIdSchema>
export type SwapId = z.infer<typeof swapIdSchema>
export type PlaceNoteId = z.infer<typeof placeNoteIdSchema>
export type CallOutId = z.infer<typeof callOutIdSchema>
export type NoteId = z.infer<typeof noteIdSchema>
export type CommandId = z.infer<typeof commandIdSchema>
