/** What a file is, by what is in it. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { kindOf, pictureOf } from '../../src/files/kinds.ts'
import { gif, jpeg, office, page, pdf, picture, svg, webp, zip } from '../support/files.ts'

const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const folder = await mkdtemp(join(tmpdir(), 'workpulse-files-'))
t.teardown(() => rm(folder, { recursive: true }))

async function kind (content: Buffer | string, name = 'file'): Promise<string | undefined> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return kindOf(path, name)
}

t.test('pictures', async (t) => {
  for (const [type, content] of Object.entries({ png: picture, jpeg, gif, webp })) {
    t.equal(await pictureOf(content), `image/${type}`)
    t.equal(await kind(content, 'lies.pdf'), `image/${type}`, 'whatever it is called')
  }
  for (const content of [svg, page, pdf, Buffer.from('x'), Buffer.alloc(0)]) t.equal(await pictureOf(content), undefined)
})

t.test('documents, and of Office’s those without macros', async (t) => {
  t.equal(await kind(pdf), 'application/pdf')
  t.match(await kind(office('word/document.xml', main)), /wordprocessingml\.document$/)
  t.match(await kind(office('xl/workbook.xml', main.replace('wordprocessingml.document', 'spreadsheetml.sheet'))), /spreadsheetml\.sheet$/)
  t.match(
    await kind(office('ppt/presentation.xml', main.replace('wordprocessingml.document', 'presentationml.presentation'))),
    /presentationml\.presentation$/
  )
  const macros = 'application/vnd.ms-word.document.macroEnabled.main+xml'
  t.equal(await kind(office('word/document.xml', macros), 'report.docx'), undefined, 'with macros')
  t.equal(await kind(zip({ 'a.txt': 'x' }), 'report.docx'), undefined, 'any other zip')
})

t.test('a zip bomb is not opened', async (t) => {
  // The most that the process had of its own; what getrusage says begins with its parent's.
  const program = `
    import { readFileSync } from 'node:fs'
    import { kindOf } from ${JSON.stringify(new URL('../../src/files/kinds.ts', import.meta.url).href)}
    const found = await kindOf(process.argv[1], 'report.docx')
    console.log(found, /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])`
  const asked = async (content: Buffer) => {
    await writeFile(join(folder, 'zip'), content)
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, join(folder, 'zip')])
    const [found, memory] = stdout.trim().split(' ')
    return { found, memory: Number(memory) }
  }
  const [small, bomb] = [
    await asked(zip({ 'a.txt': 'x' })),
    await asked(zip({ '[Content_Types].xml': Buffer.alloc(400 * 1024 * 1024), 'word/document.xml': Buffer.alloc(400 * 1024 * 1024) }))
  ]
  t.same([small.found, bomb.found], ['undefined', 'undefined'])
  t.ok(bomb.memory < 2 * small.memory, `${bomb.memory} KiB, where ${small.memory} KiB are usual`)
})

t.test('text has a name that says so, is UTF-8, and no page', async (t) => {
  t.equal(await kind('Kerah\nBaju', 'a.txt'), 'text/plain')
  t.equal(await kind('\ufeffa;b\r\n1;é\r\n', 'A.CSV'), 'text/csv')
  t.equal(await kind(`${'x'.repeat(65_535)}é`, 'a.txt'), 'text/plain', 'a letter over two chunks')
  for (const name of ['a', 'a.html', 'a.txt.exe', 'txt']) t.equal(await kind('Kerah', name), undefined, name)
  for (
    const content of [
      Buffer.from([0xff, 0x41]),
      'a\u0000b',
      Buffer.from('é').subarray(0, 1),
      svg,
      page,
      ' \n<b>',
      '\ufeff<?xml version="1.0"?>'
    ]
  ) {
    t.equal(await kind(content, 'a.txt'), undefined, JSON.stringify(String(content)))
  }
})
