/** One spelling per address, so that no collation decides whether two are the same. */
export function normaliseEmail (email: string): string {
  return email.normalize('NFKC').trim().toLowerCase()
}

/** @param domains lower case; none means any. */
export function isOfDomains (email: string, domains: string[]): boolean {
  return domains.length === 0 || domains.includes(email.slice(email.lastIndexOf('@') + 1))
}
