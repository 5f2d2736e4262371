import { useAsyncData } from '#imports'
import { type Ref, computed } from 'vue'
import type { components } from '../../../../generated/types.ts'
import type { User } from '../../client.ts'
import { useWorkPulse } from './client.ts'
import { useSession } from './session.ts'

type Permission = components['schemas']['Permission']

export interface Permissions {
  /** What to show the way to; the API asks for itself at each call. Empty until that is known. */
  all: Readonly<Ref<Permission[]>>
  can: (permission: Permission) => boolean
  /** Has who is signed in one of these roles? */
  is: (...roles: User['role'][]) => boolean
}

/** What who is signed in may do, read once for each of them. */
export function usePermissions (): Permissions {
  const { user, status } = useSession()
  const client = useWorkPulse()
  const id = computed(() => status.value === 'in' ? user.value?.id : undefined)
  const { data } = useAsyncData(
    'workpulse:permissions',
    async () => ({ of: id.value, permissions: id.value === undefined ? [] : (await client.getMySummary()).permissions }),
    { watch: [id], lazy: true }
  )
  const all = computed(() => data.value?.of !== undefined && data.value.of === id.value ? data.value.permissions : [])
  return {
    all,
    can: (permission) => all.value.includes(permission),
    is: (...roles) => user.value !== undefined && roles.includes(user.value.role)
  }
}
