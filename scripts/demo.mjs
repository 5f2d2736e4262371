/** `npm run demo`: installs what is missing, then shows the front end under the pinned Node. */
import { run, serverNode } from './setup.mjs'

run(serverNode(), ['scripts/nuxt/demo.ts', ...process.argv.slice(2)])
