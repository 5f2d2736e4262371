/** `items` in their order, at most `size` at a time: what one statement, or one transaction, takes. */
export function* chunks<T> (items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
