/** What the bundles add to the documents; see `complete/`. */
import { completeAsyncApi } from './complete/asyncapi.ts'
import { completeOpenApi } from './complete/openapi.ts'

export default function workpulse () {
  return {
    id: 'workpulse',
    decorators: {
      oas3: { completed: () => ({ Root: { leave: completeOpenApi } }) },
      async3: { completed: () => ({ Root: { leave: completeAsyncApi } }) }
    }
  }
}
