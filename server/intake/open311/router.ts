import express, { type Request, type Response, Router } from 'express'
import { presentDefinition, presentService } from '../../../shared/catalogue/open311.ts'
import { tellsUnended } from '../body-pace.ts'
import { cors } from './cors.ts'
import type { Open311Dependencies } from './dependencies.ts'
import { discover } from './discovery.ts'
import { refusal } from './errors.ts'
import { fieldsOf, quoted } from './fields.ts'
import { multipart } from './multipart.ts'
import { ownForm } from './own-form.ts'
import { postRequest } from './post-request.ts'
import { type Presentation, presentDefinitionExtension, presentTypeExtension } from './present.ts'
import { LONGEST_BODY, MOST_FIELDS, refusals } from './refusals.ts'
import { named, paths, send, sendOne, wantsExtensions } from './send.ts'
import { listRequests, showRequest } from './show-requests.ts'
import { isTakenIn, jurisdictionIn, territoryOf } from './territory.ts'
import { showToken } from './tokens.ts'
import { listUpdates, postUpdate } from './updates.ts'

type Answering = (
  request: Request,
  response: Response,
  dependencies: Open311Dependencies,
  presentation: Presentation,
) => void | Promise<void>

/** Open311 GeoReport v2, mounted at `/open311/v2`, with FixMyStreet's updates. JSON and XML, which is the default. */
export function open311Router(dependencies: Open311Dependencies): Router {
  const router = Router()
  const presentation: Presentation = {
    jurisdictions: dependencies.jurisdictions,
    timeZone: dependencies.city.view.timeZone,
    agencies: () => dependencies.catalogue().agencies,
    serviceOf: dependencies.serviceOf,
  }
  const by = (answer: Answering) => (request: Request, response: Response) =>
    answer(request, response, dependencies, presentation)
  router.use(cors)
  router.use(tellsUnended)
  router.use(express.urlencoded({ extended: false, limit: LONGEST_BODY, parameterLimit: MOST_FIELDS }))
  router.get(paths('discovery'), by(discover))
  router.get(paths('services'), by(listServices))
  // Some clients ask in the singular.
  for (const resource of ['services', 'service']) router.get(paths(`${resource}/:code`), by(define))
  const form = multipart()
  router.post(paths('requests'), ownForm(dependencies), ...form, by(postRequest))
  router.get(paths('requests'), by(listRequests))
  router.get(paths('requests/:reference'), by(showRequest))
  router.get(paths('tokens/:token'), by(showToken))
  router.get(paths('servicerequestupdates'), by(listUpdates))
  router.post(paths('servicerequestupdates'), ...form, by(postUpdate))
  router.use((_request, _response) => {
    throw refusal(404, 'There is nothing at this address. Formats are .json and .xml.')
  })
  router.use(refusals(dependencies.onFault))
  return router
}

const listServices: Answering = (request, response, dependencies) => {
  const jurisdiction = jurisdictionIn(fieldsOf(request), dependencies)
  const catalogue = dependencies.catalogue()
  const extended = wantsExtensions(request)
  const taken = catalogue.services.filter((service) => isTakenIn(service, jurisdiction))
  const services = taken.map((service) => ({
    ...presentService(service),
    ...(extended && { extended_attributes: presentTypeExtension(service, catalogue) }),
  }))
  send(request, response, 'services', 'service', services)
}

/** The questions of a type of request, as the standard's attributes. */
const define: Answering = (request, response, dependencies) => {
  const jurisdiction = jurisdictionIn(fieldsOf(request), dependencies)
  const code = named(request, 'code')
  const service = territoryOf(dependencies).service(code)
  if (service === undefined || !isTakenIn(service, jurisdiction))
    throw refusal(404, `service_code ${quoted(code)} was not found: see GET services.`)
  const { service_code, attributes } = presentDefinition(service)
  const attribute = attributes.map(({ values, ...rest }) => ({
    ...rest,
    ...(values && { values: { value: values } }),
  }))
  const xml = { service_code, attributes: { attribute } }
  const json = {
    service_code,
    attributes,
    ...(wantsExtensions(request) && {
      extended_attributes: presentDefinitionExtension(service, dependencies.catalogue()),
    }),
  }
  sendOne(request, response, json, 'service_definition', xml)
}
