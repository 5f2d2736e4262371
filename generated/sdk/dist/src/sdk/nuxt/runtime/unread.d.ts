import { type Ref } from 'vue';
/** How many notifications are unread; undefined until that is known. However many call it, a browser has one stream or socket. */
export declare function useUnread(): Readonly<Ref<number | undefined>>;
