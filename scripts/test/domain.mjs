/**
 * Which test an error belongs to that nobody caught, in the place of async-hook-domain, which tap uses: that one follows every
 * promise by hooks, for which Node remembers each until it is collected, and that is a third of what tests cost. Node itself
 * carries a store from each callback to those that follow from it, at next to no cost.
 */
import { AsyncLocalStorage, AsyncResource, executionAsyncResource } from 'node:async_hooks'

const current = new AsyncLocalStorage()

/** Tells the test that it failed, or the one around it where it has ended. Without one the process ends, as it would anyway. */
function blame (error, origin) {
  const own = current.getStore()
  let domain = own
  while (domain?.destroyed) domain = domain.parent
  // The one around it may have no line of its own for it.
  if (domain !== own || !domain) console.error(error)
  if (!domain) process.exit(7)
  domain.onerror(error, origin)
}

export class Domain {
  parent = current.getStore()
  destroyed = false

  /** Made by each test within the resource that it runs all of its own in. */
  constructor (onerror) {
    this.onerror = onerror
    if (this.parent === undefined && process.listenerCount('uncaughtException') === 0) {
      process.on('uncaughtException', blame)
      process.on('unhandledRejection', (reason) => blame(reason, 'unhandledRejection'))
    }
    const resource = executionAsyncResource()
    resource.runInAsyncScope = (work, self, ...args) =>
      AsyncResource.prototype.runInAsyncScope.call(resource, () => current.run(this, () => Reflect.apply(work, self, args)))
  }

  destroy () {
    this.destroyed = true
  }
}
