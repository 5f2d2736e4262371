/** The bundle of openapi/ while it is completed. */
export interface Root {
  paths: Record<string, Record<string, Operation>>
  components: Record<'schemas' | 'responses' | 'headers' | 'securitySchemes', Record<string, any>>
}

/** An operation as it stands in openapi/, loosely typed: the linter has its say, and what is made of it is checked. */
export interface Operation {
  operationId: string
  'x-access': 'public' | 'viewer' | string[]
  parameters?: { name?: string, $ref?: string }[]
  responses: Record<string, any>
  [key: string]: any
}
