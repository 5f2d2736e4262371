import type { OpenApiDocument, Operation } from './model.ts'
export async function emitSdk (root: string, scratch: string, operations: Operation[], openapi: OpenApiDocument, files: Map<string, string>): Promise<Map<string, string>> {
  return new Map()
}
