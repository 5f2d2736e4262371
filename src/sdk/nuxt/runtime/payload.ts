import { defineNuxtPlugin, definePayloadReducer, definePayloadReviver } from '#imports'
import { ApiError, ConnectionError, fromJson, type SdkErrorJson } from '../../errors.ts'

/** Errors of the SDK arrive in the browser as what they were on the server. */
export default defineNuxtPlugin({
  name: 'workpulse:payload',
  enforce: 'pre',
  setup () {
    if (import.meta.server) {
      definePayloadReducer('WorkPulseError', (value) => (value instanceof ApiError || value instanceof ConnectionError) && value.toJSON())
    } else definePayloadReviver('WorkPulseError', (json: SdkErrorJson) => fromJson(json))
  }
})
