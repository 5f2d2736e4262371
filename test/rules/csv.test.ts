import t from 'tap'
import { mostRows, readCsv } from '../../src/rules/csv.ts'

const faultsOf = (text: string) => readCsv(text, ['date'], ['name']).faults

t.test('as a spreadsheet program writes it', async (t) => {
  const file = readCsv('\ufeffName;Date\r\n"Libur\r\npanjang";2027-01-01\r\n\r\n " Tahun; Baru ";2027-02-01\r\n'.replace(' "', '"'), [
    'date'
  ], ['name'])
  t.same(file, {
    rows: [
      { line: 2, cells: { date: '2027-01-01', name: 'Libur\npanjang' } },
      { line: 5, cells: { date: '2027-02-01', name: 'Tahun; Baru' } }
    ],
    count: 2,
    faults: []
  })
})

t.test('a heading that may be left out is empty', async (t) => {
  t.same(readCsv('date\n2027-01-01', ['date'], ['name']).rows, [{ line: 2, cells: { date: '2027-01-01', name: '' } }])
})

t.test('formulas are kept as they are', async (t) => {
  t.equal(readCsv('date,name\n1,=1+1', ['date'], ['name']).rows[0].cells.name, '=1+1')
})

t.test('each fault has its place', async (t) => {
  t.same(faultsOf('date,name\n1,"a\n'), [{ line: 2, column: null, rule: 'quote' }])
  t.same(faultsOf('date,name\n1,a\n2,"a"b\n'), [{ line: 3, column: null, rule: 'quote' }])
  t.same(faultsOf('date\n1,2'), [{ line: 2, column: null, rule: 'cells' }])
  t.same(faultsOf(''), [{ line: 1, column: 'date', rule: 'required' }])
  t.same(faultsOf('a,date,date\n1,2,3'), [{ line: 1, column: 'a', rule: 'unknownColumn' }, { line: 1, column: 'date', rule: 'unique' }])
  t.same(faultsOf('date,name\n1,a\0b\n'), [{ line: 2, column: 'name', rule: 'text' }])
})

t.test('2,000 lines and no more', async (t) => {
  const lines = (count: number) => 'date,name\n' + '1,2\n'.repeat(count)
  t.equal(readCsv(lines(mostRows), ['date'], ['name']).rows.length, 2000)
  t.same(faultsOf(lines(mostRows + 1)), [{ line: 2002, column: null, rule: 'maxRows', limit: 2000 }])
})
