/**
 * What is made of a value, remembered for the values that came last: of `most` at least and twice as many at most. It follows from the
 * value alone, is shared, and changed by nobody.
 */
export function recent<Value, Made> (most: number, make: (value: Value) => Made): (value: Value) => Made {
  let [young, old] = [new Map<Value, Made>(), new Map<Value, Made>()]
  return (value) => {
    const known = young.get(value)
    if (known !== undefined) return known
    const made = old.get(value) ?? make(value)
    if (young.size >= most) [young, old] = [new Map(), young]
    young.set(value, made)
    return made
  }
}
