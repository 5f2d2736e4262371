/** What shows nothing, or turns the text around it: see `PersonName` in the document. */
const deceptive = new RegExp(
  [
    // Hyphens, marks of direction, fillers and joiners of single scripts.
    String.raw`[\u{ad}\u{61c}\u{115f}\u{1160}\u{180e}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{2800}\u{3164}]`,
    String.raw`[\u{feff}\u{ffa0}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]`,
    String.raw`\u{17b4}|\u{17b5}|\u{180b}|\u{180c}|\u{180d}|\u{180f}`
  ].join('|'),
  'gu'
)

/** A name without what nobody can see; empty where nothing is left. */
export function legibleName (name: string): string {
  const text = name.normalize('NFC').replaceAll(deceptive, '').replaceAll(/[\p{Cc}\u{fffd}]/gu, ' ').trim()
  // Joiners show nothing by themselves.
  return /[^\s\u{200c}\u{200d}\p{M}]/u.test(text) ? text.replace(/^[\s\u{200c}\u{200d}]+/u, '') : ''
}
