import { defineEventHandler, useRuntimeConfig } from '#imports';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream';
import { apiBaseOf, isProxied } from "../base.js";
import { forThePage, forwarded } from "./headers.js";
/** Of one connection, not of the message: RFC 9110, 7.6.1. */
const hopByHop = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** What the client calls beside: how the API is. */
const healthPaths = ['/healthz', '/readyz'];
/** Passes `/api/v1` on, each way as it comes, so that files and streams are not kept here. */
export default defineEventHandler(({ node: { req, res }, path }) => {
    const { apiBase, public: { apiBase: publicBase, workpulse } } = useRuntimeConfig();
    const isForApi = path.startsWith('/api/v1/') || healthPaths.includes(path.split('?')[0]);
    if (!isForApi || !isProxied(workpulse.session))
        return;
    const target = new URL(path, apiBaseOf(apiBase || publicBase));
    return new Promise((resolve) => {
        const upstream = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, {
            method: req.method,
            headers: { ...endToEnd(req.headers), host: target.host, ...forwarded(req), 'x-forwarded-proto': protocolOf(req) }
        });
        upstream.on('response', (answer) => {
            res.writeHead(answer.statusCode, { ...endToEnd(answer.headers), ...cookiesOf(answer) });
            res.flushHeaders();
            pipeline(answer, res, () => resolve());
        });
        upstream.on('error', () => {
            if (res.headersSent)
                res.destroy();
            else
                unavailable(res);
            resolve();
        });
        // Who has gone needs no answer, and no stream for ever.
        res.on('close', () => {
            upstream.destroy();
            resolve();
        });
        req.pipe(upstream);
    });
});
function endToEnd(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)));
}
function cookiesOf({ headers }) {
    const lines = headers['set-cookie'];
    return lines && { 'set-cookie': lines.map(forThePage) };
}
function protocolOf({ headers, socket }) {
    return [headers['x-forwarded-proto']].flat()[0] ?? ('encrypted' in socket ? 'https' : 'http');
}
/** As the API says it: its clients try again. */
function unavailable(res) {
    const error = { code: 'UNAVAILABLE', message: 'The API cannot be reached.', requestId: '' };
    res.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    res.end(JSON.stringify({ ok: false, data: null, error }));
}
