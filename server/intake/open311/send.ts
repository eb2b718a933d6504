import type { Request, Response } from 'express'
import { xmlDocument, xmlList } from './xml.ts'

/** The addresses of a resource: in each format, and without one, which is XML. */
export function paths(resource: string): string[] {
  return [`/${resource}.json`, `/${resource}.xml`, `/${resource}`]
}

/** A part of the address without the format that follows it. */
export function named(request: Request, parameter: string): string {
  return String(request.params[parameter]).replace(/\.(json|xml)$/i, '')
}

/** Whether more is asked for than the standard has; in JSON alone. */
export function wantsExtensions(request: Pick<Request, 'path' | 'query'>): boolean {
  return formatOf(request) === 'json' && request.query.extensions === 'true'
}

function formatOf({ path }: Pick<Request, 'path'>): 'json' | 'xml' {
  return /\.json\/?$/i.test(path) ? 'json' : 'xml'
}

/** Sends a list in the format that was asked for; in JSON the root is dropped, and the list stands bare. */
export function send(
  request: Request,
  response: Response,
  root: string,
  item: string,
  items: readonly object[],
): void {
  if (formatOf(request) === 'json') response.json(items)
  else sendXml(response, xmlList(root, item, items))
}

/** Sends one thing, whose JSON and XML have shapes of their own. */
export function sendOne(request: Request, response: Response, json: object, root: string, xml: object): void {
  if (formatOf(request) === 'json') response.json(json)
  else sendXml(response, xmlDocument(root, xml))
}

function sendXml(response: Response, document: string): void {
  response.setHeader('Content-Type', 'text/xml; charset=utf-8')
  response.send(document)
}
