/** `npm run test:nuxt`: installs what is missing, then builds and drives the apps under the pinned Node. */
import { run, serverNode } from './setup.mjs'

run(serverNode(), ['scripts/nuxt/main.ts', ...process.argv.slice(2)])
