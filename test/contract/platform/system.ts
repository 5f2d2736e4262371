/** What tests know of the operations that tell whether the service is well. */
import { allowed, everybody, type Subjects } from '../subject.ts'

export const subjects: Subjects<unknown> = {
  getHealth: { valid: () => ({}), access: [allowed(['anonymous', ...everybody], 'anybody', { status: 'ok' })] },
  getReadiness: { valid: () => ({}), access: [allowed(['anonymous', ...everybody], 'anybody', { status: 'ready' })] }
}
