import type { TSchema } from '@sinclair/typebox'
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { mostFaults } from './faults.ts'

/** What is wrong with a value: nothing, or as many faults as an answer names. */
export type Validator = (value: unknown) => ErrorObject[]

/** One each for all apps of a process: what is compiled once is not compiled again. */
const judge = createAjv({})
const collector = createAjv({ allErrors: true, code: { process: stopAtMost } })

/**
 * The first fault is what decides; the others are looked for where there is one, and not beyond what is answered. Each is compiled
 * when the first value comes: compiling them all would be most of a start.
 */
export function validatorOf (schema: TSchema): Validator {
  let isValid: ValidateFunction | undefined
  let collect: ValidateFunction | undefined
  return (value) => {
    isValid ??= judge.compile(schema)
    if (isValid(value)) return []
    collect ??= collector.compile(schema)
    collect(value)
    return (collect.errors ?? isValid.errors!).slice(0, mostFaults)
  }
}

/** Takes values as they are: nothing is coerced, stripped or filled in. */
function createAjv (options: Options): Ajv2020 {
  // Looking at our own schemas would cost a start a tenth of a second: test/http/schemas.test.ts does.
  const ajv = new Ajv2020({
    validateSchema: false,
    removeAdditional: false,
    useDefaults: false,
    strict: true,
    allowUnionTypes: true,
    ...options
  })
  addFormats.default(ajv)
  return ajv
}

/**
 * Ajv has no bound of its own: forty thousand unknown keys would be as many faults. In the code that it makes, each fault after
 * the first is pushed, and those of a schema that is referred to are joined; at the bound both end the function.
 */
function stopAtMost (code: string): string {
  const name = /return function (\w+)\(/.exec(code)?.[1]
  if (name === undefined) throw new Error('Ajv makes other code than it did: see how it collects errors')
  const stop = `if(vErrors.length >= ${mostFaults}){${name}.errors = vErrors;return false;}`
  return code.replaceAll(/vErrors\.push\(\w+\);/g, (push) => stop + push).replaceAll('errors = vErrors.length;', (join) => join + stop)
}
