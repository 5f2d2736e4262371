/** Can it be seen how much of a body has left? Not with `fetch`. */
export const seesProgress = () => typeof XMLHttpRequest !== 'undefined';
/**
 * As `fetch`, for one body in a browser.
 * @param onProgress told how much of it has left, in bytes, and how much there is.
 */
export function sendingWith(onProgress) {
    return (url, { method, headers, body, credentials, signal }) => new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const abort = () => request.abort();
        const end = (settle) => () => {
            signal?.removeEventListener('abort', abort);
            settle();
        };
        request.open(method, url);
        request.withCredentials = credentials === 'include';
        for (const [name, value] of Object.entries(headers))
            request.setRequestHeader(name, value);
        request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
        request.onload = end(() => resolve(new Response(request.responseText, { status: request.status, headers: headersOf(request) })));
        request.onerror = end(() => reject(new TypeError('the request could not be sent')));
        request.onabort = end(() => reject(signal?.reason));
        if (signal?.aborted)
            return reject(signal.reason);
        signal?.addEventListener('abort', abort);
        request.send(body);
    });
}
/** Those that the browser shows a page. */
function headersOf(request) {
    const lines = request.getAllResponseHeaders().trim().split(/[\r\n]+/).filter((line) => line !== '');
    return new Headers(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}
