/** @param session where they are kept. */
export function createTokens({ mode = 'cookie', onTokens, tokens }, session) {
    if (tokens)
        session.write('tokens', JSON.stringify(tokens));
    function read() {
        const kept = mode === 'bearer' ? session.read('tokens') : undefined;
        try {
            return kept === undefined ? undefined : JSON.parse(kept);
        }
        catch {
            return undefined; // Somebody else's words in the storage.
        }
    }
    function keep(next) {
        if (mode !== 'bearer')
            return;
        session.write('tokens', next && JSON.stringify(next));
        onTokens?.(next);
    }
    function keepSignedIn({ accessToken, refreshToken }) {
        keep({ accessToken, ...(refreshToken !== undefined && { refreshToken }) });
    }
    function forget() {
        if (read())
            keep(undefined);
        return false;
    }
    function added(request) {
        if (mode !== 'bearer')
            return request;
        if (request.path.endsWith('/auth/login'))
            return { ...request, body: { ...request.body, tokenDelivery: 'body' } };
        const refreshToken = read()?.refreshToken;
        if (refreshToken === undefined)
            return request;
        if (request.path.endsWith('/auth/refresh')) {
            return { ...request, body: { refreshToken, ...request.body, tokenDelivery: 'body' } };
        }
        if (request.path.endsWith('/auth/logout'))
            return { ...request, body: { refreshToken, ...request.body } };
        return request;
    }
    return { read, keep, keepSignedIn, forget, added };
}
