#!/usr/bin/env node
/** `npx workpulse NAME`: the commands of operators, as `npm run cli -- NAME`, under the pinned Node. */
import { run, serverNode } from './setup.mjs'

run(serverNode({ production: process.env.NODE_ENV === 'production' }), ['src/cli/main.ts', ...process.argv.slice(2)])
