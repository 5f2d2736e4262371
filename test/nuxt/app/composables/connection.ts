import type { ConnectionState } from '@workpulse/sdk'

/** Whether events arrive; the layout follows it for all. `waiting` says that the server cannot be reached just now. */
export const useConnection = () => useState<ConnectionState>('connection', () => 'connecting')
