/** What the examples of the documents are about: these ids stand in openapi/ and asyncapi/, and the demo has them. */
export const named = {
  users: {
    'employee@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y5Z',
    'lead@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y62',
    'hr@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y72',
    // For what HR does to accounts: nobody signs in with it.
    'eko.prasetyo@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y69',
    // Who gets another address.
    'siti.rahayu@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y79'
  } as Record<string, string>,
  division: { production: '01JD2V6M7Q8R9S0T1V2W3X4Y60' } as Record<string, string>,
  /** In which nothing is: one to be deleted, one to be archived. */
  emptyDivisions: ['01JD2V6M7Q8R9S0T1V2W3X4Y75', '01JD2V6M7Q8R9S0T1V2W3X4Y77'],
  team: { 'Line 4': '01JD2V6M7Q8R9S0T1V2W3X4Y61' } as Record<string, string>,
  /** The same. */
  emptyTeams: ['01JD2V6M7Q8R9S0T1V2W3X4Y76', '01JD2V6M7Q8R9S0T1V2W3X4Y78'],
  /** The employee's, to be changed. */
  draft: { id: '01JD2V6M7Q8R9S0T1V2W3X4Y63', item: '01JD2V6M7Q8R9S0T1V2W3X4Y64' },
  /** The employee's, to be handed in again. */
  returned: '01JD2V6M7Q8R9S0T1V2W3X4Y68',
  /** The employee's, on the report that was returned. */
  comment: '01JD2V6M7Q8R9S0T1V2W3X4Z20',
  /** Its reviewer's, on the same. */
  reaction: '01JD2V6M7Q8R9S0T1V2W3X4Z21',
  /** The employee's, to be taken back, and one that was approved lately, to be reopened. */
  submitted: '01JD2V6M7Q8R9S0T1V2W3X4Z01',
  approved: '01JD2V6M7Q8R9S0T1V2W3X4Z04',
  /** What keeps the employee from going on, and what that is about: the first item of the one that was approved. */
  blocker: { id: '01JD2V6M7Q8R9S0T1V2W3X4Z22', item: '01JD2V6M7Q8R9S0T1V2W3X4Z23' },
  /** Today's of others in the team, to be decided on. */
  waiting: {
    'siti.rahayu@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Z02',
    'eko.prasetyo@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Z03',
    'joko.susilo@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Z05'
  } as Record<string, string>,
  /** The employee's, of the report that was returned and of one that was approved. */
  unreadNotification: '01JD2V6M7Q8R9S0T1V2W3X4Y65',
  readNotification: '01JD2V6M7Q8R9S0T1V2W3X4Y66',
  /** The employee's own, and that of the employee's team. */
  calendarEvents: { personal: '01JD2V6M7Q8R9S0T1V2W3X4C01', team: '01JD2V6M7Q8R9S0T1V2W3X4C02' },
  /** By which the employee's phone reads the calendar. */
  calendarFeed: '01JD2V6M7Q8R9S0T1V2W3X4C03',
  /** The employee's, and two that wait for the lead of the team. */
  leaves: { own: '01JD2V6M7Q8R9S0T1V2W3X4L01', toApprove: '01JD2V6M7Q8R9S0T1V2W3X4L02', toReject: '01JD2V6M7Q8R9S0T1V2W3X4L03' },
  /** Eko's, of the day before, for the lead of the team. */
  obligationRequest: '01JD2V6M7Q8R9S0T1V2W3X4R01',
  /** The employee's on another device. */
  session: '01JD2V6M7Q8R9S0T1V2W3X4Y70',
  /** Of the employee's division; it has not begun. */
  schedule: '01JD2V6M7Q8R9S0T1V2W3X4T01',
  /** One that no roster names, to be deleted; and one that some do. */
  shifts: { unused: '01JD2V6M7Q8R9S0T1V2W3X4T03', night: '01JD2V6M7Q8R9S0T1V2W3X4T04' },
  /** The employee’s, of the report that was returned, and one that is attached to none. */
  files: { attached: '01JD2V6M7Q8R9S0T1V2W3X4Z30', unattached: '01JD2V6M7Q8R9S0T1V2W3X4Z31' },
  /** At Google: the employee’s, and Eko’s. */
  identities: { 'employee@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y80', 'eko.prasetyo@workpulse.test': '01JD2V6M7Q8R9S0T1V2W3X4Y81' },
  /** Yet to come. */
  holiday: '01JD2V6M7Q8R9S0T1V2W3X4T02',
  /** The employee's, from the lead; it has not begun. */
  delegation: '01JD2V6M7Q8R9S0T1V2W3X4D01',
  /** Of the employee's division, by which nobody has written yet; and another division's. */
  templates: { production: '01JD2V6M7Q8R9S0T1V2W3X4F01', quality: '01JD2V6M7Q8R9S0T1V2W3X4F02' },
  /** What payroll is told, and what it was sent. */
  webhook: { id: '01JD2V6M7Q8R9S0T1V2W3X4W01', delivery: '01JD2V6M7Q8R9S0T1V2W3X4W02' },
  /** By which a program of the employee's asks; nobody knows what it says. */
  apiToken: '01JD2V6M7Q8R9S0T1V2W3X4K01',
  /** Pending; the second is the one that registering takes up. */
  invitation: '01JD2V6M7Q8R9S0T1V2W3X4Y71',
  followedInvitation: '01JD2V6M7Q8R9S0T1V2W3X4Y73'
}

/**
 * What the links of the examples hold. Everybody knows them: they let into the demo, whose password everybody knows too, and
 * stand in no other database.
 */
export const links = {
  waiting: 'c2VjcmV0LXdhaXRpbmc',
  invitation: 'c2VjcmV0LWludml0YXRpb24',
  registration: 'c2VjcmV0LXJlZ2lzdHJhdGlvbg',
  reset: 'c2VjcmV0LXJlc2V0',
  email: 'c2VjcmV0LWVtYWls',
  calendar: 'c2VjcmV0LWNhbGVuZGFy'
}

/** Addresses of people who have no account yet. */
export const newcomers = {
  waiting: 'waiting@workpulse.test',
  invited: 'invited@workpulse.test',
  registering: 'registering@workpulse.test',
  /** Of Siti’s account, once she confirms it. */
  changing: 'siti@workpulse.test'
}
