import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import type { OpenApiDocument } from './model.ts'
import { banner } from './schemas.ts'

/** The document as TypeScript types. */
export async function emitTypes (document: OpenApiDocument): Promise<string> {
  // A property with a default may still be left out of a request.
  const ast = await openapiTS(structuredClone(document) as never, { defaultNonNullable: false, alphabetize: true })
  return banner + astToString(ast)
}

/** As clients get them: to the known values of an open set (`x-open`) others may come, and an editor still offers the known ones. */
export async function emitClientTypes (document: OpenApiDocument): Promise<string> {
  const open = structuredClone(document)
  const ast = await openapiTS(open as never, {
    defaultNonNullable: false,
    alphabetize: true,
    transform: (schema) => 'x-open' in schema && schema.enum ? openUnion(schema.enum as string[]) : undefined
  })
  return banner + astToString(ast)
}

/** `'a' | 'b' | (string & {})` */
function openUnion (values: string[]): ts.TypeNode {
  const { factory } = ts
  const anyOther = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([])
  ])
  return factory.createUnionTypeNode([
    ...values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value))),
    factory.createParenthesizedType(anyOther)
  ])
}
