/** What a test file of several in a process imports in the place of tap: loaded once for each. */
import { current } from './current.mjs'

export default current()
