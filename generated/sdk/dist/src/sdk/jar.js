export function createJar({ get, set }) {
    let kept;
    function cookies() {
        kept ??= new Map((get() ?? '').split(';').map((pair) => pair.trim()).filter((pair) => pair !== '').map(partsOf));
        return kept;
    }
    return {
        isHandedOn: set !== undefined,
        header: () => cookies().size === 0 ? undefined : [...cookies()].map((pair) => pair.join('=')).join('; '),
        take(response) {
            const lines = response.headers.getSetCookie();
            if (lines.length === 0)
                return;
            for (const line of lines) {
                const [name, value] = partsOf(line.split(';', 1)[0].trim());
                if (isDeletion(line))
                    cookies().delete(name);
                else
                    cookies().set(name, value);
            }
            set?.(lines);
        }
    };
}
const partsOf = (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
function isDeletion(line) {
    if (/;\s*max-age=(0|-\d+)\s*(;|$)/i.test(line))
        return true;
    const expires = /;\s*expires=([^;]*)/i.exec(line)?.[1];
    return expires !== undefined && Date.parse(expires) <= Date.now();
}
