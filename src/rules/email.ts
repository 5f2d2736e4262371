/** One spelling per address, so that no collation decides whether two are the same. */
export function normaliseEmail (email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}
