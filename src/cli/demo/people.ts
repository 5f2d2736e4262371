export const demoPassword = 'workpulse-demo'

/** Open, so that a tester can try every way in. */
export const organisation = {
  id: 1,
  name: 'Rycroft Apparel',
  time_zone: 'Asia/Jakarta',
  backdate_days: 3,
  registration_mode: 'open' as const,
  country: 'ID',
  locale: 'id' as const
}

/** Jakarta's, the whole year. */
export const utcOffset = '+07:00'

export type DivisionKey = 'production' | 'quality' | 'warehouse'

export const divisions: { key: DivisionKey, name: string, code: string, teams: string[] }[] = [
  { key: 'production', name: 'Produksi', code: 'PRD', teams: ['Line 4', 'Line 7'] },
  { key: 'quality', name: 'Kualitas', code: 'QC', teams: ['QC Final'] },
  { key: 'warehouse', name: 'Gudang & Logistik', code: 'GDL', teams: ['Gudang Barang Jadi'] }
]

/** Planned, and without anybody yet. */
export const emptyDivisions = [{ name: 'Aksesori', code: 'AKS' }, { name: 'Bordir', code: 'BRD' }]
export const emptyTeams = ['Line 8', 'Line 11']

export interface Person {
  name: string
  title: string
  email: string
  role: 'employee' | 'manager' | 'hr' | 'admin'
  /** Of those without a team; the others are in their team's. */
  division?: DivisionKey
  team?: string
  teamRole?: 'member' | 'lead'
  /** How often a working day passes without a report, from 0 to 1. */
  absence: number
}

/** The account that a front end is shown with: reports on every day but today. */
export const employeeEmail = address('employee')

/** What the fixed accounts are for; development prints it. */
export const demoAccounts: { email: string, description: string }[] = [
  { email: employeeEmail, description: 'member of Line 4; nothing filed today, a draft of the day before' },
  { email: address('lead'), description: 'lead of Line 4' },
  { email: address('other'), description: 'employee of another division' },
  { email: address('manager'), description: 'manager of the division of Line 4' },
  { email: address('hr'), description: 'hr, sees the whole organisation' },
  { email: address('admin'), description: 'administrator' }
]

/** Everybody. Gudang & Logistik has no manager, so its lead's reports have no reviewer. */
export const people: Person[] = [
  { name: 'Ratna Kusumawati', title: 'Manajer Produksi', email: address('manager'), role: 'manager', division: 'production', absence: 0 },
  { name: 'Yusuf Hidayat', title: 'Manajer Kualitas', email: address('yusuf.hidayat'), role: 'manager', division: 'quality', absence: 0 },
  { name: 'Maya Puspitasari', title: 'Staf HR', email: address('hr'), role: 'hr', absence: 0 },
  { name: 'Hendra Gunawan', title: 'Administrator Sistem', email: address('admin'), role: 'admin', absence: 0 },
  ...team('Line 4', 'jahit', [
    { name: 'Budi Santoso', email: address('lead'), absence: 0.02 },
    { name: 'Siti Rahayu' },
    { name: 'Eko Prasetyo', absence: 0.15 },
    { name: 'Fitri Handayani' },
    { name: 'Joko Susilo' },
    { name: 'Dewi Lestari', email: employeeEmail, absence: 0 }
  ]),
  ...team('Line 7', 'jahit', [
    { name: 'Sri Wahyuni', absence: 0.02 },
    { name: 'Rina Marlina' },
    { name: 'Dedi Kurniawan' },
    { name: 'Nur Aini' },
    { name: 'Bambang Setiawan', absence: 0.12 }
  ]),
  ...team('QC Final', 'inspeksi', [
    { name: 'Indah Permatasari' },
    { name: 'Agus Wijaya', email: address('other') },
    { name: 'Lina Oktaviani' },
    { name: 'Rizky Ramadhan', absence: 0.1 },
    { name: 'Tuti Alawiyah' }
  ]),
  ...team('Gudang Barang Jadi', 'gudang', [
    { name: 'Slamet Riyadi' },
    { name: 'Andi Saputra' },
    { name: 'Yanti Sulastri' },
    { name: 'Wahyu Nugroho' },
    { name: 'Putri Anggraini' }
  ])
]

/** The first leads. @param work what they do. */
function team (name: string, work: string, members: { name: string, email?: string, absence?: number }[]): Person[] {
  return members.map((member, index) => ({
    name: member.name,
    title: `${index === 0 ? 'Kepala regu' : 'Operator'} ${work}`,
    email: member.email ?? address(member.name.toLowerCase().replaceAll(' ', '.')),
    role: 'employee',
    team: name,
    teamRole: index === 0 ? 'lead' : 'member',
    absence: member.absence ?? 0.04
  }))
}

function address (localPart: string): string {
  return `${localPart}@workpulse.test`
}
