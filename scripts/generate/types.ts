import openapiTS, { astToString } from 'openapi-typescript'
import type { OpenApiDocument } from './model.ts'
import { banner } from './schemas.ts'

/** The document as TypeScript types. */
export async function emitTypes (document: OpenApiDocument): Promise<string> {
  // A property with a default may still be left out of a request.
  const ast = await openapiTS(structuredClone(document) as never, { defaultNonNullable: false, alphabetize: true })
  return banner + astToString(ast)
}
