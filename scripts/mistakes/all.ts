import { documentMistakes } from './list/documents.ts'
import { eventMistakes } from './list/events.ts'
import { handlerMistakes } from './list/handlers.ts'
import { identityMistakes } from './list/identity.ts'
import { layoutMistakes } from './list/layout.ts'
import { repositoryMistakes } from './list/repositories.ts'
import type { Mistake } from './mistake.ts'

export const mistakes: Mistake[] = [
  ...handlerMistakes,
  ...repositoryMistakes,
  ...identityMistakes,
  ...documentMistakes,
  ...eventMistakes,
  ...layoutMistakes
]
