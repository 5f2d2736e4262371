import t from 'tap'
import { listFacts } from '../../../src/repositories/organisation/person-facts.ts'
import { testApp } from '../../support/app.ts'
import { databases } from '../../support/databases.ts'
import { startMailbox } from '../../support/mailbox.ts'
import { emailOf, line4, line7, people, production } from '../../support/people.ts'

for (const database of databases) {
  t.test(database.name, async (t) => {
    const mailbox = await startMailbox(t)
    const app = await testApp(t, database, { WORKPULSE_SMTP_URL: mailbox.url })
    const { db } = app.deps
    const admin = await app.signIn('admin')
    const hr = await app.signIn('hr')
    const errorsOf = async (csv: string) => (await hr.importUsers({ csv })).errors.map(({ line, column, rule }) => [line, column, rule])
    const find = async (email: string) => (await admin.listUsers({ q: email })).items[0]

    t.test('a file as a spreadsheet program writes it: first dry, then for real, then nothing is left to do', async (t) => {
      const csv = '\ufeffName;Email;Team;TeamRole;Division;JoinedOn;Title;EmployeeNo;Phone;Role\r\n' +
        '"Rini Astuti";rini@workpulse.test;;;;;;;;\r\n' +
        '=cmd|calc;Tono@Workpulse.test;Line 7;lead;PRODUCTION;2026-12-01;"Kepala ""regu""";RA-7;+62 812 345;manager\r\n' +
        `Sari Dewi;${emailOf('employee')};Line 7;;;;;;;\r\n`
      const before = await db.selectFrom('users').select('id').orderBy('id').execute()
      t.match(await hr.importUsers({ csv }), { dryRun: true, rows: 3, created: 2, updated: 1, unchanged: 0, errors: [] })
      t.same(await db.selectFrom('users').select('id').orderBy('id').execute(), before, 'nothing is stored')
      t.match(await hr.importUsers({ csv, dryRun: false }), { dryRun: false, rows: 3, created: 2, updated: 1, unchanged: 0 })
      t.match(await find('rini@'), { name: 'Rini Astuti', role: 'employee', divisionId: null, teams: [], joinedOn: null })
      t.match(await find('tono@'), {
        email: 'tono@workpulse.test',
        name: '=cmd|calc',
        role: 'manager',
        divisionId: production.id,
        teams: [{ id: line7.id, role: 'lead' }],
        primaryTeamId: line7.id,
        joinedOn: '2026-12-01',
        title: 'Kepala "regu"',
        employeeNo: 'RA-7',
        phone: '+62 812 345'
      })
      t.match(await find(emailOf('employee')), { name: 'Sari Dewi', teams: [{ id: line4.id }, { id: line7.id, role: 'member' }] })
      t.match(await hr.importUsers({ csv, dryRun: false }), { created: 0, updated: 0, unchanged: 3 })
      const entries = (await admin.listAuditEntries({ action: 'users.imported' })).items
      t.equal(entries.length, 1, 'what changed nothing leaves no entry')
      t.match(entries[0], { after: { created: [String, String], updated: [{ id: people.employee.id, name: 'Sari Dewi' }] } })
    })

    t.test('faults by line and column, and nothing stored', async (t) => {
      t.same(await errorsOf('name\nx\n'), [[1, 'email', 'required']])
      t.same(await errorsOf('email,name,salary\nx@x.test,X,1\n'), [[1, 'salary', 'unknownColumn']])
      t.same(await errorsOf('email,name\nx@x.test,"X\n'), [[2, null, 'quote']])
      t.same(await errorsOf('email,name\nx@x.test\n'), [[2, null, 'cells']])
      t.same(await errorsOf('email,name\nx@x.test,X\n X@X.test ,Y\n'), [[3, 'email', 'unique']])
      t.same(await errorsOf('email,name\n,X\nno address,X\nx@x.test,\n'), [[2, 'email', 'required'], [3, 'email', 'email'], [
        4,
        'name',
        'required'
      ]])
      t.same(await errorsOf('email,name,role,team,teamrole,division,joinedon\nx@x.test,X,boss,Nowhere,chief,NONE,2026-02-30\n'), [
        [2, 'joinedOn', 'date'],
        [2, 'division', 'unknownDivision'],
        [2, 'team', 'unknownTeam'],
        [2, 'teamRole', 'value'],
        [2, 'role', 'value']
      ])
      t.same(await errorsOf('email,name,team\nx@x.test,X\u0007,\n'), [[2, 'name', 'text']])
      const before = await db.selectFrom('users').select('id').orderBy('id').execute()
      await t.rejects(hr.importUsers({ csv: 'email,name\nok@x.test,Fine\nno address,X\n', dryRun: false }), {
        code: 'RULE_REFUSED',
        details: [{ path: '/body/csv', rule: 'csv' }]
      })
      t.same(await db.selectFrom('users').select('id').orderBy('id').execute(), before)
    })

    t.test('nobody is made an admin, or is changed who is one, beyond what the importer may', async (t) => {
      const admins = `email,name,role\n${emailOf('admin')},Dian S.,\n`
      t.same(await errorsOf(admins), [[2, null, 'adminsOnly']])
      t.match(await admin.importUsers({ csv: admins }), { updated: 1, errors: [] })
      t.match(await admin.importUsers({ csv: `email,name,role\n${emailOf('admin')},Dian,employee\n` }), {
        errors: [{ line: 2, column: 'role', rule: 'adminsOnly' }]
      })
    })

    t.test('two thousand people in one transaction, each a row of facts, and one entry', async (t) => {
      const lines = Array.from(
        { length: 2000 },
        (_, index) => `Person ${index},p${index}@workpulse.test,${index % 2 ? 'Line 4' : 'Packing'}`
      )
      const csv = ['name,email,team', ...lines].join('\n')
      const began = performance.now()
      t.match(await hr.importUsers({ csv, dryRun: false }), { rows: 2000, created: 2000, errors: [] })
      t.comment(`2,000 people in ${Math.round(performance.now() - began)} ms`)
      t.equal((await listFacts(db, '2026-11-20')).filter(({ joinedOn }) => joinedOn === '2026-11-21').length >= 2000, true)
      t.same(await errorsOf(`${csv}\nOne more,p2000@workpulse.test,Packing`), [[2002, null, 'maxRows']])
      t.match(await hr.importUsers({ csv, dryRun: false }), { unchanged: 2000, created: 0, updated: 0 })
    })

    t.test('of two imports of one file at once, each person comes once', async (t) => {
      const csv = `email,name\n${Array.from({ length: 50 }, (_, index) => `twice${index}@workpulse.test,Twice`).join('\n')}`
      const results = await Promise.all([hr.importUsers({ csv, dryRun: false }), admin.importUsers({ csv, dryRun: false })])
      t.equal(results.reduce((sum, { created }) => sum + created, 0), 50)
      t.equal(results.reduce((sum, { unchanged }) => sum + unchanged, 0), 50)
    })

    t.test('who has no address is known by a number', async (t) => {
      const line = (email: string, name: string, employeeNo: string, role = '') => `${email},${name},${employeeNo},Line 7,${role}\n`
      const csv = `email,name,employeeNo,team,role\n${line('', 'Siti', 'R-1')}${line('', 'Siti', 'R-2')}`
      t.match(await hr.importUsers({ csv, dryRun: false, welcome: true }), { created: 2, updated: 0, errors: [] })
      t.match(await hr.importUsers({ csv, dryRun: false }), { created: 0, updated: 0, unchanged: 2 })
      t.match(await hr.importUsers({ csv: csv.replace('Siti,R-2', 'Sri,R-2'), dryRun: false }), { created: 0, updated: 1, unchanged: 1 })
      t.match((await admin.listUsers({ q: 'Sri' })).items, [{
        email: '',
        employeeNo: 'R-2',
        hasPassword: false,
        teams: [{ id: line7.id }]
      }])
      t.same(mailbox.mails, [], 'nobody is written to')
      t.same(
        await errorsOf(
          `email,name,employeeNo,team,role\n${line('', 'A', '')}${line('', 'B', 'R-3')}${line('', 'C', 'R-3')}${line('', 'D', 'R-4', 'hr')}`
        ),
        [[2, 'email', 'required'], [4, 'employeeNo', 'unique'], [5, 'email', 'required']]
      )
    })

    t.test('no welcome where no mail can be sent', async (t) => {
      const { signIn } = await testApp(t, database)
      const csv = 'email,name\nhello@workpulse.test,Rina\n'
      await t.rejects((await signIn('hr')).importUsers({ csv, dryRun: false, welcome: true }), { code: 'NOT_CONFIGURED' })
    })

    t.test('a welcome to those who are new', async (t) => {
      await hr.importUsers({ csv: `email,name\nhello@workpulse.test,Rina\n${emailOf('other')},Agus\n`, dryRun: false, welcome: true })
      const token = await mailbox.linkTo('hello@workpulse.test')
      await app.anonymous().resetPassword({ token, password: 'five orders of blue collars' })
      t.match(await app.anonymous().login({ email: 'hello@workpulse.test', password: 'five orders of blue collars' }), {
        user: { name: 'Rina' }
      })
      t.same(mailbox.mails.map(({ to }) => to), ['hello@workpulse.test'])
    })
  })
}
