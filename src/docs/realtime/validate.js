/** A validator for the part of JSON Schema that the document uses; the service and its tests have Ajv. */

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

const types = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isObject
}

const formats = {
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text),
  'date-time': (text) =>
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text) && isDay(text.slice(0, 'YYYY-MM-DD'.length))
}

/** A date that does not exist becomes another one. */
function isDay (text) {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Follows references within the document. */
export function resolve (document, schema) {
  if (schema?.$ref === undefined) return schema
  return resolve(
    document,
    schema.$ref.slice('#/'.length).split('/').reduce(
      (node, key) => node[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')],
      document
    )
  )
}

export const counted = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`

/** @returns what is wrong with a value, as `{ path, message }`; nothing when it is valid. */
export function faultsOf (document, schema, value, path = '') {
  const rules = resolve(document, schema)
  const faults = []
  const say = (message, at = path) => faults.push({ path: at || '/', message })
  const inner = (part, child, key) => faults.push(...faultsOf(document, part, child, `${path}/${key}`))

  if (rules.type !== undefined && ![rules.type].flat().some((type) => types[type](value))) {
    say(`must be ${[rules.type].flat().join(' or ')}`)
    return faults
  }
  if ('const' in rules && value !== rules.const) say(`must be ${JSON.stringify(rules.const)}`)
  if (rules.enum && !rules.enum.includes(value)) say(`must be one of ${rules.enum.map((each) => JSON.stringify(each)).join(', ')}`)
  if (rules.anyOf) {
    const attempts = rules.anyOf.map((part) => faultsOf(document, part, value, path))
    // Told of one choice only, the one whose type fits.
    if (attempts.every(({ length }) => length > 0)) faults.push(...attempts[meant(document, rules.anyOf, value)])
  }
  if (typeof value === 'string') textFaults(rules, value, say)
  if (typeof value === 'number') {
    if (value < rules.minimum) say(`must be ${rules.minimum} at least`)
    if (value > rules.maximum) say(`must be ${rules.maximum} at most`)
  }
  if (Array.isArray(value)) {
    if (value.length < rules.minItems) say(`must have ${counted(rules.minItems, 'item')} at least`)
    if (value.length > rules.maxItems) say(`must have ${counted(rules.maxItems, 'item')} at most`)
    if (rules.items) value.forEach((item, index) => inner(rules.items, item, index))
  }
  if (isObject(value)) objectFaults(rules, value, say, inner, path)
  return faults
}

function meant (document, choices, value) {
  const index = choices.findIndex((part) => [resolve(document, part).type ?? []].flat().some((type) => types[type](value)))
  return Math.max(index, 0)
}

function textFaults (rules, value, say) {
  const length = [...value].length
  if (length < rules.minLength) say(`must have ${counted(rules.minLength, 'character')} at least`)
  if (length > rules.maxLength) say(`must have ${counted(rules.maxLength, 'character')} at most`)
  if (rules.pattern !== undefined && !new RegExp(rules.pattern, 'u').test(value)) say(`must match ${rules.pattern}`)
  if (rules.format !== undefined && formats[rules.format]?.(value) === false) say(`must be a ${rules.format}`)
}

function objectFaults (rules, value, say, inner, path) {
  const keys = Object.keys(value)
  const { properties = {}, additionalProperties = true } = rules
  for (const key of rules.required ?? []) if (!Object.hasOwn(value, key)) say('is missing', `${path}/${key}`)
  if (keys.length < rules.minProperties) say(`must have ${counted(rules.minProperties, 'key')} at least`)
  if (keys.length > rules.maxProperties) say(`must have ${counted(rules.maxProperties, 'key')} at most`)
  for (const key of keys) {
    if (Object.hasOwn(properties, key)) inner(properties[key], value[key], key)
    else if (additionalProperties === false) say('is not known', `${path}/${key}`)
    else if (additionalProperties !== true) inner(additionalProperties, value[key], key)
  }
}
