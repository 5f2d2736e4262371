/** @returns of an even number of them the upper one of the two in the middle; NaN of none. */
export function median (values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
