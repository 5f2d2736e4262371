const store = 'drafts';
export function openDrafts(name) {
    let opened;
    function database() {
        opened ??= open(name, () => {
            opened = undefined;
        });
        // The next one tries again.
        opened.catch(() => {
            opened = undefined;
        });
        return opened;
    }
    async function transact(mode, work) {
        const transaction = (await database()).transaction(store, mode, { durability: 'strict' });
        return new Promise((resolve, reject) => {
            let result;
            transaction.oncomplete = () => resolve(result);
            transaction.onabort = () => reject(transaction.error);
            work(transaction.objectStore(store), (value) => {
                result = value;
            });
        });
    }
    const readAll = (drafts, found) => {
        const request = drafts.getAll();
        request.onsuccess = () => found(request.result.sort((one, other) => one.order - other.order));
    };
    return {
        list: (userId) => transact('readonly', (drafts, done) => readAll(drafts, (all) => done(all.filter((draft) => draft.userId === userId)))),
        change: (key, change) => transact('readwrite', (drafts, done) => readAll(drafts, (all) => {
            const present = all.find(({ userId, date }) => userId === key.userId && date === key.date);
            const next = change(present, (all.at(-1)?.order ?? 0) + 1);
            if (next)
                drafts.put(next);
            else if (present)
                drafts.delete([key.userId, key.date]);
            done(next);
        })),
        close() {
            opened?.then((db) => db.close(), () => { });
            opened = undefined;
        }
    };
}
/** @param onClosed the browser has closed it, or another version of the page wants to change it. */
function open(name, onClosed) {
    return new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: ['userId', 'date'] });
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
            const db = request.result;
            db.onclose = onClosed;
            db.onversionchange = () => {
                db.close();
                onClosed();
            };
            resolve(db);
        };
    });
}
