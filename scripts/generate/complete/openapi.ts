/**
 * What the bundle adds to openapi/, so that nobody writes it a hundred times: the envelope round each answer, pages round lists, the
 * security that `x-access` and `x-credentials` mean, the answers of the codes in `x-errors` and of those that every operation of its
 * kind can give, and the headers of them all.
 */
import { answerOf, bodyOf, credentialsOf, untaggedOf } from '../words.ts'
import { addSecurity } from './access.ts'
import type { Operation, Root } from './document.ts'
import { wrapAnswer, wrapPages } from './envelope.ts'
import { addErrors } from './errors.ts'
import { addHeaders } from './headers.ts'

const methods = ['get', 'put', 'post', 'delete', 'patch']

export function completeOpenApi (root: Root): void {
  root.components.responses ??= {}
  root.components.headers ??= {}
  const pages = wrapPages(root)
  const operations = Object.values(root.paths).flatMap((item) =>
    methods.flatMap((method) => item[method] ? [{ method, operation: item[method] }] : [])
  )
  for (const { operation } of operations) sayWords(operation)
  for (const { operation } of operations) wrapAnswer(operation, pages)
  for (const { operation } of operations) {
    if (untaggedOf(operation)) operation.responses['304'] = { description: 'It says what it said, to who sends its `ETag` back.' }
  }
  addSecurity(root, operations.map(({ operation }) => operation))
  for (const { method, operation } of operations) addErrors(root, method, operation)
  addHeaders(root, operations)
}

/** Whoever reads the bundle need not know what goes without saying. */
function sayWords (operation: Operation): void {
  operation['x-credentials'] = credentialsOf(operation)
  operation['x-answer'] = answerOf(operation)
  const body = bodyOf(operation)
  if (body) operation['x-body'] = body
  // Who has the secret of an address need not sign in.
  const signsIn = operation['x-access'] === 'public' || operation['x-credentials'].includes('session')
  operation.description = [operation.description?.trimEnd(), signsIn && `For ${readersOf(operation['x-access'])}.`].filter(Boolean).join(
    '\n\n'
  )
}

const roleNames: Record<string, string> = { employee: 'employees', manager: 'managers', hr: 'HR', admin: 'admins' }

/** Who may call it, in words. */
function readersOf (access: Operation['x-access']): string {
  if (access === 'public') return 'everybody, signed in or not'
  if (access === 'viewer') return 'whoever is signed in'
  return new Intl.ListFormat('en').format(access.map((role) => roleNames[role] ?? role))
}
