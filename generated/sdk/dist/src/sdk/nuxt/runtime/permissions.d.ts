import { type Ref } from 'vue';
import type { components } from '../../../../generated/types.ts';
import type { User } from '../../client.ts';
type Permission = components['schemas']['Permission'];
export interface Permissions {
    /** What to show the way to; the API asks for itself at each call. Empty until that is known. */
    all: Readonly<Ref<Permission[]>>;
    can: (permission: Permission) => boolean;
    /** Has who is signed in one of these roles? */
    is: (...roles: User['role'][]) => boolean;
}
/** What who is signed in may do, read once for each of them. */
export declare function usePermissions(): Permissions;
export {};
