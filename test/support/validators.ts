/**
 * Validators of what the documents say, each compiled once for a process. They read the bundles, so that a fault of the
 * generator shows.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { asyncapi, openapi } from './document.ts'

export const declared = new Ajv2020({ allErrors: true, strict: false, strictNumbers: true })
addFormats.default(declared)
declared.addSchema(openapi, 'openapi')
declared.addSchema(asyncapi, 'asyncapi')

/** The name that Ajv knows a place of a document by. */
const refOf = (document: 'openapi' | 'asyncapi', ...segments: string[]) => ({
  $ref: `${document}#/${segments.map((segment) => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
})

const validators = new Map<string, ValidateFunction>()

/** The validator of the schema at a place of a document. */
export function validatorAt (document: 'openapi' | 'asyncapi', ...segments: string[]): ValidateFunction {
  const { $ref } = refOf(document, ...segments)
  let validate = validators.get($ref)
  if (!validate) validators.set($ref, validate = declared.compile({ $ref }))
  return validate
}
