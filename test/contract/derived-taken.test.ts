/** What is valid by the document is taken, on the last of the databases. */
import t from 'tap'
import { databases } from '../support/databases.ts'
import { takesWhatIsValid } from './derived/taken.ts'

const database = databases.at(-1)!
t.test(database.name, (t) => takesWhatIsValid(t, database))
