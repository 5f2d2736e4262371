/** What a list is limited to, as the rules say it: everything, a division, these teams. */
export interface Scope {
  everything: boolean
  divisionId: string | null
  teamIds: string[]
}
