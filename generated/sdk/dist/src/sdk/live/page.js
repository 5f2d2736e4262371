/** What the browser does to a page, where there is one. @returns a function that ends it. */
export function onPageChange({ onWake, onSleep, onReturn }) {
    const page = globalThis;
    if (typeof page.addEventListener !== 'function')
        return () => { };
    const end = new AbortController();
    const { signal } = end;
    const comeBack = () => {
        onReturn();
        onWake();
    };
    page.addEventListener('online', onWake, { signal });
    page.addEventListener('pagehide', onSleep, { signal });
    page.addEventListener('pageshow', comeBack, { signal });
    page.document?.addEventListener('freeze', onSleep, { signal });
    page.document?.addEventListener('resume', comeBack, { signal });
    page.document?.addEventListener('visibilitychange', () => {
        if (page.document.visibilityState === 'visible')
            onWake();
    }, { signal });
    return () => end.abort();
}
