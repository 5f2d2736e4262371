/** Where a person's picture is; null where there is none. With another picture it is another address, so what is there never changes. */
export function avatarUrlOf (userId: string, hash: string | null): string | null {
  return hash === null ? null : `/api/v1/users/${userId}/avatar?v=${hash.slice(0, 16)}`
}
