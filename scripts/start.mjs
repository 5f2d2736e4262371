/**
 * `npm start`: installs what is missing, then runs the server under the pinned Node.
 * Plain JavaScript, since what is installed on the machine may be Node 20.
 */
import { run, serverFlags, serverNode } from './setup.mjs'

if (process.argv.includes('--help')) {
  console.log(`Usage: npm start

Installs what is missing, migrates and seeds the embedded database under .data/, and serves.

  npm run dev                     the same, and again at each change of a source file

Configuration: the environment, or a file .env (see README.md).`)
  process.exit(0)
}

const node = serverNode({ production: process.env.NODE_ENV === 'production' })
const watch = process.argv.includes('--watch') ? ['--watch-preserve-output', '--watch'] : []
run(node, [...serverFlags, ...watch, 'src/server.ts'])
