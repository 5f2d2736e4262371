import { type PropType } from 'vue';
import type { SessionStatus } from './session.ts';
/** In the place of a page while nobody knows who is there; an app has one of its own by the option `waiting`. */
declare const _default: import("vue").DefineComponent<import("vue").ExtractPropTypes<{
    status: {
        type: PropType<SessionStatus>;
        required: true;
    };
    retry: {
        type: PropType<() => unknown>;
        required: true;
    };
}>, () => import("vue").VNode<import("vue").RendererNode, import("vue").RendererElement, {
    [key: string]: any;
}>, {}, {}, {}, import("vue").ComponentOptionsMixin, import("vue").ComponentOptionsMixin, {}, string, import("vue").PublicProps, Readonly<import("vue").ExtractPropTypes<{
    status: {
        type: PropType<SessionStatus>;
        required: true;
    };
    retry: {
        type: PropType<() => unknown>;
        required: true;
    };
}>> & Readonly<{}>, {}, {}, {}, {}, string, import("vue").ComponentProvideOptions, true, {}, any>;
export default _default;
