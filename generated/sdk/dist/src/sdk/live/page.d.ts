export interface PageListeners {
    /** The page is seen again, or the network is back: what was open may be dead. */
    onWake: () => void;
    /** The page will be frozen or unloaded; its connections with it. */
    onSleep: () => void;
    /** It was frozen, or kept for the way back, and runs again. */
    onReturn: () => void;
}
/** What the browser does to a page, where there is one. @returns a function that ends it. */
export declare function onPageChange({ onWake, onSleep, onReturn }: PageListeners): () => void;
