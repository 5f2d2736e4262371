import { ApiError, ConnectionError } from './errors.ts'

/** A faster request has exchanged the token that this one refused. */
export async function isSuperseded (response: Response): Promise<boolean> {
  const envelope = await response.json().catch(() => undefined)
  return envelope?.error?.code === 'REFRESH_SUPERSEDED'
}

/** @throws ConnectionError where it breaks off. */
export async function readFile (response: Response): Promise<Blob> {
  return response.blob().catch((error: unknown) => {
    throw new ConnectionError('The file broke off', { cause: error })
  })
}

/** The envelope's `data`. @throws ApiError, or ConnectionError where it is not the API's own. */
export async function readEnvelope (response: Response): Promise<unknown> {
  const envelope = await response.json().catch(() => undefined)
  if (envelope?.ok === true) return envelope.data
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  if (envelope?.ok === false) throw new ApiError(response.status, envelope.error, Number.isNaN(retryAfter) ? undefined : retryAfter)
  throw new ConnectionError(`The answer (${response.status}) is not the API's own`, { kind: 'foreign' })
}
