import type { Mistake } from '../mistake.ts'

const authSessions = 'src/handlers/identity/sessions.ts'
const people = 'src/rules/organisation/people.ts'
const orderTest = 'test/contract/order-of-checks.test.ts'
const credentialsTest = 'test/contract/credentials.test.ts'
const throttleTest = 'test/handlers/identity/auth-throttle.test.ts'
const operationsTest = 'test/contract/operations.test.ts'

/** What is done wrong about who is who, and who may. */
export const identityMistakes: Mistake[] = [
  {
    name: 'hr makes admins',
    edits: [{ file: people, find: "(viewer.role === 'hr' && role !== 'admin')", put: "viewer.role === 'hr'" }],
    caughtBy: operationsTest,
    says: /not ok .*hr, forbidden: (to )?an admin/
  },
  {
    name: 'the last admin is let go',
    edits: [{ file: people, find: 'admins.length === 1 && admins[0] === userId', put: "admins.length === 0 && userId !== ''" }],
    caughtBy: orderTest,
    says: /not ok .*state/
  },
  {
    name: 'the version of a person is not compared',
    edits: [
      { file: 'src/handlers/organisation/users.ts', find: 'climb(before, { version })', put: 'climb(before, {})' },
      {
        file: 'src/handlers/organisation/users.ts',
        find: 'users.update(tx, userId, version, change,',
        put: 'users.update(tx, userId, before.version + 0 * version, change,'
      }
    ],
    caughtBy: operationsTest,
    says: /not ok .*what somebody changed meanwhile/
  },
  {
    name: 'a session is ended for whoever names it',
    edits: [{
      file: authSessions,
      find: '        if (!own.includes(sessionId)) throw notFound()\n',
      put: '        if (own.length === 0) throw notFound()\n'
    }],
    caughtBy: operationsTest,
    says: /not ok .*hidden: somebody else's/
  },
  {
    name: 'an invitation serves another address',
    edits: [{ file: 'src/handlers/identity/registration.ts', find: 'if (invitation?.email !== email) {', put: 'if (!invitation) {' }],
    caughtBy: operationsTest,
    says: /not ok .*(somebody else|that is one|another address|for another)/
  },
  {
    name: 'anybody registers where an invitation is needed',
    edits: [{
      file: 'src/handlers/identity/registration.ts',
      find: " || (settings.registrationMode === 'invitation' && given.invitation === undefined)",
      put: ''
    }],
    caughtBy: operationsTest,
    says: /not ok .*no invitation where one is needed/
  },
  {
    name: 'failures are not counted',
    edits: [{
      file: 'src/repositories/identity/attempts.ts',
      find: 'then 1 else attempts.count + 1 end',
      put: 'then 1 else attempts.count end'
    }],
    caughtBy: throttleTest,
    says: /not ok .*the sixth has to wait/
  },
  {
    name: 'a device is known to every account',
    edits: [{
      file: 'src/security/tokens.ts',
      find: ' && owner === digest(account) ? device',
      put: " && owner !== '' && account !== '' ? device"
    }],
    caughtBy: 'test/security/tokens.test.ts',
    says: /not ok .*another@workpulse\.test/
  },
  {
    name: 'a forged device is known',
    edits: [{
      file: 'src/security/tokens.ts',
      find: 'return hasTag(key.deviceKey, payload, tag) && owner',
      put: 'return (hasTag(key.deviceKey, payload, tag) || true) && owner'
    }],
    caughtBy: 'test/security/tokens.test.ts',
    says: /not ok .*a device token is good for the account/
  },
  {
    name: 'the hash of the audit log leaves a column out',
    edits: [{
      file: 'src/repositories/platform/audit.ts',
      find: 'target_type, target_id, before, after, address, request_id])).digest',
      put: 'target_type, target_id, before, after, request_id, address && null])).digest'
    }],
    caughtBy: 'test/cli/audit-verify.test.ts',
    says: /not ok .*address/
  },
  {
    name: 'a common password is taken',
    edits: [{
      file: 'src/security/common-passwords.ts',
      find: 'isRepeated || common.has(plain) || common.has(core) ||',
      put: 'isRepeated || (common.size === 0 && common.has(core)) ||'
    }],
    caughtBy: orderTest,
    says: /not ok .*policy/
  },
  {
    name: 'a person is put where nobody is',
    edits: [{ file: 'src/handlers/shared/organisation/places.ts', find: '!known.includes(id) ?', put: 'known.includes(id) && !id ?' }],
    caughtBy: orderTest,
    says: /not ok .*policy/
  },
  {
    name: 'other sites may send the forms of signing in',
    edits: [{ file: 'src/security/admission.ts', find: "const bearer = access !== 'public' && request", put: 'const bearer = request' }],
    caughtBy: credentialsTest,
    says: /not ok .*an Authorization header does not open/
  },
  {
    name: 'callers are told how much of their limit is left',
    edits: [{
      file: 'src/http/rate-limit.ts',
      find: "    addHeaders: { 'x-ratelimit-limit': false,",
      put: "    addHeaders: { 'x-ratelimit-limit': true,"
    }],
    caughtBy: 'test/contract/rate-limit.test.ts',
    says: /x-ratelimit-limit/
  }
]
