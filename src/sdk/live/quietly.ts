/** A promise that nobody need wait for. */
export function quietly (): PromiseWithResolvers<void> {
  const promise = Promise.withResolvers<void>()
  promise.promise.catch(() => {})
  return promise
}
