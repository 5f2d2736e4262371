import { mistakes } from '../mistakes/all.ts'
import { outdatedEdits } from '../mistakes/tree.ts'

/** What of the mistakes in scripts/mistakes/list/ the sources have no place for any more. */
export async function mistakeProblems (root: string): Promise<string[]> {
  return (await Promise.all(mistakes.map((mistake) => outdatedEdits(root, mistake)))).flat()
}
