import type { Mistake } from '../mistake.ts'

const reportsDocument = 'openapi/work/reports.yaml'
const common = 'openapi/common.yaml'

/** What is done wrong in the documents. */
export const documentMistakes: Mistake[] = [
  {
    name: 'a field is renamed in the documents only',
    edits: [{ file: reportsDocument, find: 'planNext', put: 'nextPlan', all: true }, {
      file: 'asyncapi/work/reports.yaml',
      find: 'planNext',
      put: 'nextPlan',
      all: true
    }],
    generate: true,
    caughtBy: 'types',
    says: /src\/repositories\/work\/reports\.ts.*'planNext'/
  },
  {
    name: 'a nullable field is documented as never null',
    edits: [{
      file: reportsDocument,
      find: "reviewerId: {$ref: '../common.yaml#/schemas/NullableId'}",
      put: "reviewerId: {$ref: '../common.yaml#/schemas/Id'}"
    }],
    generate: true,
    caughtBy: 'types',
    says: /src\/repositories\/work\/report-rows\.ts.*TS2322.*null/
  },
  {
    name: 'a value is missing in an enum',
    edits: [{ file: reportsDocument, find: 'enum: [draft, submitted, returned, approved]', put: 'enum: [draft, submitted, approved]' }],
    generate: true,
    caughtBy: 'types',
    says: /src\/rules\/work\/reports\.ts.*"returned"/
  },
  {
    name: 'a wrong status is declared for success',
    edits: [{ file: reportsDocument, find: "'201':", put: "'200':" }],
    generate: true,
    caughtBy: 'documents',
    says: /createReport declares 200/
  },
  {
    name: 'an example is not valid',
    edits: [{ file: reportsDocument, find: 'state: draft\n', put: 'state: drafted\n' }],
    generate: true,
    caughtBy: 'lint',
    says: /no-invalid-media-type-examples|enum/
  },
  {
    name: 'an answer has no example',
    edits: [{
      file: 'openapi/platform/system.yaml',
      find: '            example: {status: ready, clockDifference: -12}\n',
      put: ''
    }],
    generate: true,
    caughtBy: 'documents',
    says: /getReadiness: a request or an answer has no example/
  },
  {
    name: 'an operation does not say who may call it',
    edits: [{ file: 'openapi/insight/me.yaml', find: '    x-access: viewer\n', put: '' }],
    caughtBy: 'generated',
    says: /getMySummary: say who may call it/
  },
  {
    name: 'an operation declares a code that is not in the catalogue',
    edits: [{ file: reportsDocument, find: '[FORBIDDEN, DUPLICATE, RULE_REFUSED]', put: '[FORBIDDEN, DUPLICATED, RULE_REFUSED]' }],
    caughtBy: 'generated',
    says: /createReport: x-errors names DUPLICATED/
  },
  {
    name: 'the catalogue and the enum of codes differ',
    edits: [{ file: common, find: '      - UNAVAILABLE\n', put: '      - UNAVAILABLE\n      - TEAPOT\n' }],
    caughtBy: 'generated',
    says: /differ in TEAPOT/
  },
  {
    name: '$ref has a sibling',
    edits: [{
      file: common,
      find: "      meta: {$ref: '#/schemas/ErrorMeta'}",
      put: "      meta: {$ref: '#/schemas/ErrorMeta', description: What resolves it.}"
    }],
    caughtBy: 'generated',
    says: /\$ref stands alone/
  },
  {
    name: 'a keyword is outside the dialect',
    edits: [{
      file: common,
      find: '      currentVersion: {type: integer, minimum: 1, maximum: 2147483647}',
      put: '      currentVersion: {oneOf: [{type: integer, minimum: 1, maximum: 2147483647}]}'
    }],
    caughtBy: 'generated',
    says: /the keyword oneOf is outside the dialect/
  },
  {
    name: 'an object does not state additionalProperties',
    edits: [{
      file: common,
      find: '    additionalProperties: false\n    description: What resolves a conflict.',
      put: '    description: What resolves a conflict.'
    }],
    caughtBy: 'generated',
    says: /ErrorMeta: say additionalProperties/
  },
  {
    name: 'a parametric path is as good as another',
    edits: [{
      file: 'openapi/openapi.yaml',
      find: '  /api/v1/notifications/{notificationId}/read:\n',
      put: '  /api/v1/{notificationId}/summary:\n'
    }],
    generate: true,
    caughtBy: 'lint',
    says: /no-ambiguous-paths|ambiguous/i
  },
  {
    name: 'the versions of the documents differ',
    edits: [{ file: 'openapi/openapi.yaml', find: '  version: 0.3.0\n', put: '  version: 0.4.0\n' }],
    generate: true,
    caughtBy: 'documents',
    says: /they are released together/
  }
]
