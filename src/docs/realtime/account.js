/** Who one is: by the cookies of this origin, which Swagger UI and this page share. */

export function createAccount (onChange) {
  let user
  let token
  let renewing

  async function request (method, path, body) {
    const options = { method, ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) }
    const response = await fetch(path, options).catch(() => {
      throw new Error('The service cannot be reached.')
    })
    const { ok, data, error } = await response.json()
    if (!ok) throw Object.assign(new Error(explain(error)), { code: error.code })
    return { data, position: response.headers.get('x-realtime-position') ?? undefined }
  }

  function take (signedIn) {
    const changed = user?.id !== signedIn?.user.id
    user = signedIn?.user
    token = signedIn?.accessToken
    onChange(changed)
  }

  /** Two requests that meet a 401 share one refresh: a refresh token serves once. */
  function renew () {
    renewing ??= request('POST', '/api/v1/auth/refresh').then(({ data }) => take(data)).finally(() => {
      renewing = undefined
    })
    return renewing
  }

  /** As a signed-in person; the access token is renewed when it has expired. */
  async function call (method, path, body) {
    try {
      return await request(method, path, body)
    } catch (error) {
      if (error.code !== 'UNAUTHENTICATED') throw error
      await renew().catch((failure) => {
        if (failure.code === 'UNAUTHENTICATED' && user) take(undefined)
        throw failure
      })
      return request(method, path, body)
    }
  }

  return {
    call,
    get user () {
      return user
    },
    /** An access token for the first message. Without one at hand, the session is refreshed for it. */
    async token () {
      if (token === undefined) await renew()
      return token
    },
    async signIn (email, password) {
      take((await request('POST', '/api/v1/auth/login', { email, password })).data)
    },
    async signOut () {
      await request('POST', '/api/v1/auth/logout')
      take(undefined)
    },
    /** Goes on with the session that there is already. @throws when nobody is signed in. */
    async restore () {
      const { data } = await call('GET', '/api/v1/auth/me')
      if (!user) take({ user: data })
    },
    /** All of them, page by page. */
    async teams () {
      const found = []
      let cursor
      do {
        const { data } = await call('GET', `/api/v1/teams?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
        found.push(...data.items)
        cursor = data.nextCursor
      } while (cursor)
      return found
    }
  }
}

function explain ({ code, message, details = [] }) {
  const origin = code === 'FORBIDDEN' ? ` Perhaps ${location.origin} is not among WORKPULSE_ALLOWED_ORIGINS.` : ''
  return `${code}: ${message}${details.map(({ path, message }) => ` ${path} ${message}.`).join('')}${origin}`
}
