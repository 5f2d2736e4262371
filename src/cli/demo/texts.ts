import type { DivisionKey } from './people.ts'

export interface Random {
  /** From 0 up to 1. */
  number: () => number
  /** Both ends included. */
  integer: (from: number, to: number) => number
  chance: (probability: number) => boolean
  pick: <T>(list: T[]) => T
}

/** The same numbers for the same seed: mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function createRandom (seed: number): Random {
  let state = seed
  const number = () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (from: number, to: number) => from + Math.floor(number() * (to - from + 1))
  return { number, integer, chance: (probability) => number() < probability, pick: (list) => list[integer(0, list.length - 1)] }
}

export interface ItemText {
  title: string
  detail: string
  category: string
  status: 'todo' | 'doing' | 'done' | 'blocked'
  progress: number
  minutes: number
  quantity: number | null
  unit: string | null
}

export interface ReportText {
  summary: string
  planNext: string
  mood: number | null
  fields: Record<string, unknown>
  items: ItemText[]
}

interface Task {
  title: string
  category: string
  /** Least, most and their unit. */
  amount?: [number, number, string]
}

interface Work {
  /** Each begins with another word: no two of a report do. */
  tasks: Task[]
  obstacles: string[]
  remarks: string[]
  plans: string[]
}

const words: Record<string, string[]> = {
  garment: ['kemeja', 'polo shirt', 'celana chino', 'jaket', 'blus', 'rok', 'gamis', 'seragam sekolah', 'hoodie', 'celana kargo'],
  part: ['kerah', 'manset', 'lengan', 'saku depan', 'ritsleting', 'kancing', 'pinggang', 'label', 'plaket'],
  destination: ['Surabaya', 'Bandung', 'Semarang', 'Makassar', 'Medan', 'Singapura'],
  material: ['katun combed 30s', 'kain drill', 'benang poliester', 'interlining', 'ritsleting YKK', 'kancing 18L', 'polybag'],
  line: ['4', '7'],
  rack: ['A3', 'A7', 'B2', 'B8', 'C1', 'C5', 'D4', 'D9']
}

const workOf: Record<DivisionKey, Work> = {
  production: {
    tasks: [
      { title: 'Pasang {part} {garment} order {order}', category: 'sewing', amount: [60, 320, 'pcs'] },
      { title: 'Obras sisi {garment} order {order}', category: 'sewing', amount: [80, 400, 'pcs'] },
      { title: 'Jahit gabung badan {garment} order {order}', category: 'sewing', amount: [60, 260, 'pcs'] },
      { title: 'Buang benang dan cek {garment} order {order}', category: 'finishing', amount: [100, 450, 'pcs'] },
      { title: 'Rework {part} {garment} dari QC', category: 'rework', amount: [5, 40, 'pcs'] },
      { title: 'Setting mesin nomor {number} untuk {garment}', category: 'machine' },
      { title: 'Line balancing order {order}', category: 'planning' },
      { title: 'Briefing pagi dan pembagian target line', category: 'meeting' }
    ],
    obstacles: [
      'menunggu {material} dari gudang',
      'mesin nomor {number} menunggu teknisi',
      'spesifikasi ukuran belum final',
      'panel dari cutting belum lengkap'
    ],
    remarks: [
      'Target harian tercapai.',
      'Output sedikit di bawah target karena ganti style.',
      'Benang mesin nomor {number} sering putus, sudah lapor teknisi.',
      'Order {order} masih on schedule.',
      'Perlu tambahan satu operator untuk besok.',
      'Area kerja sudah 5R sebelum pulang.'
    ],
    plans: [
      'Kejar target order {order}.',
      'Follow up {material} ke gudang.',
      'Persiapan ganti style ke {garment}.',
      'Mulai order {order} dari pagi.'
    ]
  },
  quality: {
    tasks: [
      { title: 'Inspeksi akhir {garment} order {order}', category: 'inspection', amount: [80, 400, 'pcs'] },
      { title: 'Sampling AQL 2.5 order {order}', category: 'inspection', amount: [32, 125, 'pcs'] },
      { title: 'Cek ukuran {part} {garment} order {order}', category: 'inspection', amount: [20, 90, 'pcs'] },
      { title: 'Sortir reject {garment} order {order}', category: 'rework', amount: [5, 60, 'pcs'] },
      { title: 'Tes luntur dan susut {material}', category: 'testing', amount: [3, 12, 'sampel'] },
      { title: 'Update laporan defect {garment} order {order}', category: 'documentation' },
      { title: 'Koordinasi defect {part} dengan Line {line}', category: 'meeting' }
    ],
    obstacles: ['menunggu approval buyer', 'sampel dari Line {line} belum turun', 'spesifikasi ukuran belum final'],
    remarks: [
      'Reject di bawah 2%.',
      'Defect terbanyak jahitan loncat di {part}.',
      'Order {order} lolos AQL.',
      'Tidak ada temuan major.',
      'Ukuran {part} mendekati batas toleransi, Line {line} sudah diinfo.'
    ],
    plans: ['Cek hasil rework Line {line}.', 'Inspeksi order {order} sebelum kirim.', 'Siapkan sampel {garment} untuk buyer.']
  },
  warehouse: {
    tasks: [
      { title: 'Terima {material} dari supplier', category: 'receiving', amount: [4, 45, 'koli'] },
      { title: 'Packing {garment} order {order}', category: 'packing', amount: [10, 80, 'karton'] },
      { title: 'Muat kiriman {destination} order {order}', category: 'shipping', amount: [8, 70, 'koli'] },
      { title: 'Stock opname rak {rack}', category: 'stock', amount: [40, 300, 'SKU'] },
      { title: 'Keluarkan {material} untuk Line {line}', category: 'stock', amount: [2, 30, 'dus'] },
      { title: 'Input surat jalan dan packing list order {order}', category: 'documentation' },
      { title: 'Cetak barcode karton order {order}', category: 'packing', amount: [20, 120, 'lembar'] },
      { title: 'Briefing jadwal kirim {destination}', category: 'meeting' }
    ],
    obstacles: ['truk ke {destination} belum datang', 'selisih stok {material} masih dicek', 'barang dari QC belum lengkap'],
    remarks: [
      'Kiriman {destination} sesuai jadwal.',
      'Stok {material} menipis, sudah info purchasing.',
      'Order {order} siap kirim.',
      'Area staging sudah dirapikan.',
      'Tidak ada selisih stok.'
    ],
    plans: ['Muat kiriman {destination} sebelum jam 10.', 'Lanjut stock opname rak {rack}.', 'Follow up kedatangan {material}.']
  }
}

const details = {
  done: ['', '', '', 'Sesuai target harian.', 'Hasil sudah dicek leader.', 'Sudah diinput ke sistem.'],
  doing: ['', '', 'Sisa dikerjakan besok.', 'Sempat tunggu bahan sekitar 20 menit.', 'Dibantu satu orang dari tim sebelah.']
}

/** One person's day. `carried` is the unfinished work that becomes its first item. */
export function writeReport (random: Random, division: DivisionKey, carried?: ItemText): ReportText {
  const { tasks, remarks, plans } = workOf[division]
  const items = carried ? [carryOn(random, carried)] : []
  const count = random.pick([1, 2, 2, 3, 3, 3, 4, 4, 5])
  while (items.length < count) {
    const task = random.pick(tasks)
    const isRepeated = items.some(({ title }) => title.split(' ')[0] === task.title.split(' ')[0])
    const isFirst = items.length === 0
    if (!isRepeated && !(isFirst && task.category === 'meeting')) items.push(writeItem(random, division, task, isFirst))
  }
  shareMinutes(random, items)
  const unfinished = items.find((item) => item.status !== 'done')
  return {
    summary: summarise(items, fill(random, random.pick(['', ...remarks]))),
    planNext: [unfinished ? `Lanjutkan ${lowered(unfinished.title)}.` : '', fill(random, random.pick(['', ...plans]))].filter(Boolean).join(
      ' '
    ),
    mood: random.chance(0.25) ? null : random.pick([2, 3, 3, 4, 4, 4, 5, 5, random.integer(1, 5)]),
    fields: random.chance(0.6)
      ? { shift: random.pick(['pagi', 'pagi', 'siang']), ...(random.chance(0.15) && { overtimeHours: random.integer(1, 2) }) }
      : {},
    items
  }
}

function writeItem (random: Random, division: DivisionKey, task: Task, isFirst: boolean): ItemText {
  const status = task.category === 'meeting'
    ? 'done'
    : random.pick<ItemText['status']>([
      'done',
      'done',
      'done',
      'done',
      'done',
      'done',
      'doing',
      'doing',
      'blocked',
      isFirst ? 'done' : 'todo'
    ])
  const progress = { done: 100, doing: random.integer(2, 9) * 10, blocked: random.integer(0, 6) * 10, todo: 0 }[status]
  const detail = status === 'todo'
    ? ''
    : status === 'blocked'
    ? `${capitalised(fill(random, random.pick(workOf[division].obstacles)))}.`
    : random.pick(details[status])
  const [least, most, unit] = progress > 0 && random.chance(0.85) ? task.amount ?? [] : []
  return {
    title: fill(random, task.title),
    detail,
    category: task.category,
    status,
    progress,
    minutes: 0,
    quantity: unit ? Math.ceil(random.integer(least!, most!) * progress / 100) : null,
    unit: unit ?? null
  }
}

function carryOn (random: Random, item: ItemText): ItemText {
  const done = random.chance(0.7)
  return {
    ...item,
    detail: 'Lanjutan dari hari sebelumnya.',
    status: done ? 'done' : 'doing',
    progress: done ? 100 : Math.min(90, item.progress + 10)
  }
}

/** Seven to nine hours in all, little for meetings and nothing for what has not begun. */
function shareMinutes (random: Random, items: ItemText[]): void {
  const weights = items.map((item) => item.status === 'todo' ? 0 : item.category === 'meeting' ? 0.5 : random.integer(2, 6))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const day = random.integer(42, 54) * 10
  for (const [index, item] of items.entries()) item.minutes = Math.floor(day * weights[index] / total / 5) * 5
}

function summarise (items: ItemText[], remark: string): string {
  const named = (item: ItemText) => lowered(item.title) + (item.quantity === null ? '' : ` (${item.quantity} ${item.unit})`)
  const having = (status: ItemText['status']) => items.filter((item) => item.status === status)
  const done = having('done').map(named)
  const sentences = [
    done.length > 0 ? `${new Intl.ListFormat('id').format(done)} selesai.` : '',
    ...having('doing').map((item) => `${lowered(item.title)} baru ${item.progress}%.`),
    ...having('blocked').map((item) => `${lowered(item.title)} tertahan: ${lowered(item.detail)}`),
    remark
  ]
  return sentences.filter(Boolean).map(capitalised).join(' ')
}

function fill (random: Random, template: string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'order') return `RA-${random.integer(2601, 2648)}`
    if (name === 'number') return String(random.integer(1, 32))
    return random.pick(words[name])
  })
}

/** Leaves names in capitals, such as QC, alone. */
function lowered (text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
