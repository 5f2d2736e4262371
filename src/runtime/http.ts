/**
 * Node's HTTP as `require` has it. An `import` of `node:http` reads everything that it exports, `WebSocket` among it, and so loads the
 * client of the web that Node has built in: 12 MB and 40 ms of each start, for what nobody here uses.
 */
export const { Agent, createServer, request, ServerResponse, STATUS_CODES } = process.getBuiltinModule('node:http')
