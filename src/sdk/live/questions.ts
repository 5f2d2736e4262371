import type { Answer, Question, Told } from './messages.ts'

/** What was asked over the connection and not answered yet. */
export interface Questions {
  ask: (question: Question, onAnswer: (answer: Answer) => void) => void
  /** @returns whether it was an answer to one of them. */
  answer: (frame: Told) => boolean
  /** The connection is lost, and the answers with it. */
  clear: () => void
}

export function createQuestions (send: (ref: string, question: Question) => void): Questions {
  const open = new Map<string, (answer: Answer) => void>()
  let refs = 0
  return {
    ask (question, onAnswer) {
      const ref = String(++refs)
      open.set(ref, onAnswer)
      send(ref, question)
    },
    answer (frame) {
      const ref = 'ref' in frame ? frame.ref : undefined
      const onAnswer = ref === undefined ? undefined : open.get(ref)
      if (!onAnswer) return false
      open.delete(ref!)
      onAnswer(frame as Answer)
      return true
    },
    clear: () => open.clear()
  }
}
