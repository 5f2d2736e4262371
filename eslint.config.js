/** The neostandard rules, without those of form, which dprint.json decides; and what only types can tell. */
import stylistic from '@stylistic/eslint-plugin'
import neostandard, { plugins } from 'neostandard'

const typescript = plugins['typescript-eslint']

export default [
  ...neostandard({ ts: true, noJsx: true, noStyle: true, ignores: ['generated/**', '**/node_modules/**'] }),
  {
    plugins: { '@stylistic': stylistic },
    rules: {
      // What the formatter cannot break: texts and comments.
      '@stylistic/max-len': ['error', { code: 140, ignoreUrls: true }],
      // Columns are in snake case, as SQL wants them.
      camelcase: 'off',
      // Marks a promise that nobody waits for, which no-floating-promises asks for.
      'no-void': ['error', { allowAsStatement: true }]
    }
  },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': typescript.plugin },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      // The compiler knows.
      'no-undef': 'off'
    }
  }
]
