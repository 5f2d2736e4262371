/** The word for a value of the contract. One that a newer API has, and this page does not know, is shown as it is. */
export const wordFor = (words: Partial<Record<string, string>>, value: string): string => words[value] ?? value
