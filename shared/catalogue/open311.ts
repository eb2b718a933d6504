import { choicesOf } from './question.ts'
import type { Service } from './service.ts'

/** The fields of one service, as `GET services` lists them. */
export function presentService(service: Service) {
  return {
    service_code: service.code,
    service_name: service.name.fr,
    description: service.description.fr,
    metadata: service.questions.length > 0,
    type: 'realtime',
    keywords: service.keywords.fr.join(', '),
    group: service.theme,
  }
}

/** The definition of one service. A question that is only asked after some answers is required of nobody here. */
export function presentDefinition({ code, questions }: Service) {
  const attributes = questions.map((question, index) => {
    const values = choicesOf(question).map(({ key, name }) => ({ key, name: name.fr }))
    return {
      variable: true,
      code: question.code,
      datatype: question.datatype,
      required: question.required && question.when === undefined,
      datatype_description: question.hint?.fr ?? null,
      order: index + 1,
      description: question.say.fr,
      ...(values.length > 0 && { values }),
    }
  })
  return { service_code: code, attributes }
}
