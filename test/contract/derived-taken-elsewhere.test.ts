/** What is valid by the document is taken, on the databases before the last; a file of its own, so that two have something to do. */
import t from 'tap'
import { databases } from '../support/databases.ts'
import { takesWhatIsValid } from './derived/taken.ts'

const others = databases.slice(0, -1)
if (others.length === 0) t.pass('there is one database, and derived-taken.test.ts is of it')
for (const database of others) t.test(database.name, (t) => takesWhatIsValid(t, database))
