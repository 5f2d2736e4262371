import { createReadStream } from 'node:fs'

/** Pictures of dots: nothing in them runs. */
export const pictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const

const office = 'application/vnd.openxmlformats-officedocument'
/** What content alone says. Of Office's those without macros, which have types of their own. */
const documents = [
  'application/pdf',
  `${office}.wordprocessingml.document`,
  `${office}.spreadsheetml.sheet`,
  `${office}.presentationml.presentation`
] as const

/** What only a name can tell apart. */
const texts = { txt: 'text/plain', csv: 'text/csv' } as const

/** Some forty modules, for the first file that comes. */
const loaded = () => import('file-type')

export type Picture = typeof pictures[number]
export type Kind = Picture | typeof documents[number] | typeof texts[keyof typeof texts]

const among = <T extends string>(types: readonly T[], type: string | undefined): T | undefined => types.find((each) => each === type)

/** The type of a picture by what is in it; undefined for whatever else it is. */
export async function pictureOf (content: Uint8Array): Promise<Picture | undefined> {
  const { fileTypeFromBuffer } = await loaded()
  return among(pictures, (await fileTypeFromBuffer(content))?.mime)
}

/** The type of a file by what is in it, whatever it is said to be; undefined for what is none of these. @param name of the sender's. */
export async function kindOf (path: string, name: string): Promise<Kind | undefined> {
  const { fileTypeFromFile } = await loaded()
  const found = await fileTypeFromFile(path)
  if (found) return among([...pictures, ...documents], found.mime)
  const [, ending] = /\.(txt|csv)$/i.exec(name) ?? []
  return ending !== undefined && await isText(path) ? texts[ending.toLowerCase() as keyof typeof texts] : undefined
}

/** UTF-8 without NUL that does not begin as a page or a picture of SVG does. */
async function isText (path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let beginning = ''
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      if (text.includes('\u0000')) return false
      beginning ||= text.trimStart()
    }
    beginning ||= decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
  return !beginning.startsWith('<')
}
