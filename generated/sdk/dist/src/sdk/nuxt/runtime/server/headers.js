/** What says who asks: the API counts and limits by visitor, and shows each where they are signed in. */
export function forwarded({ headers, socket }) {
    const addresses = [headers['x-forwarded-for'], socket?.remoteAddress].flat().filter((address) => address !== undefined);
    return {
        'x-forwarded-for': addresses.join(', '),
        ...(headers['user-agent'] !== undefined && { 'user-agent': headers['user-agent'] }),
        ...(headers['accept-language'] !== undefined && { 'accept-language': headers['accept-language'] })
    };
}
/** A Set-Cookie line of the API, so that the browser sends the cookie with each page: what renders it may have to refresh. */
export function forThePage(line) {
    return line.replace(/;\s*path=[^;]*/i, '; Path=/');
}
