import { type PropType, defineComponent, h } from 'vue'
import type { SessionStatus } from './session.ts'

/** In the place of a page while nobody knows who is there; an app has one of its own by the option `waiting`. */
export default defineComponent({
  name: 'WorkPulseWaiting',
  props: {
    status: { type: String as PropType<SessionStatus>, required: true },
    retry: { type: Function as PropType<() => unknown>, required: true }
  },
  setup: (props) => () =>
    props.status === 'unreachable'
      ? h('div', { role: 'alert' }, [
        h('p', 'Server tidak terjangkau. / The server cannot be reached.'),
        h('button', { type: 'button', onClick: () => props.retry() }, 'Coba lagi / Try again')
      ])
      : h('div', { role: 'status', 'aria-busy': 'true' })
})
