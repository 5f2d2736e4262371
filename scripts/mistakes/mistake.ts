export interface Edit {
  file: string
  /** This text, however it is broken into lines, which is there once; `all`: everywhere in the file. */
  find: string
  put: string
  all?: boolean
}

export interface Mistake {
  name: string
  edits: Edit[]
  /** The developer runs `npm run generate` afterwards, as one does after changing the documents. */
  generate?: true
  /** A gate of `npm run check`, or the test file that sees what no gate can. */
  caughtBy: string
  /** What it says then: so that a gate that fails for another reason does not count. */
  says: RegExp
}
