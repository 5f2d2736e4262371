/**
 * What the module uses of Nuxt, in Nuxt's own words. Nuxt itself is not installed for the back end; `npm run test:nuxt` builds
 * and type-checks real apps with it.
 */
declare module '#imports' {
  import type { Ref } from 'vue'

  export interface Route {
    path: string
    fullPath: string
    query: Record<string, string | null | (string | null)[]>
    meta: Record<string, unknown>
    matched: { components: Record<string, unknown> | null | undefined, meta: Record<string, unknown> }[]
  }

  export interface RuntimeConfig {
    /** On the server only. */
    apiBase?: string
    app: { baseURL: string }
    public: { apiBase?: string, realtimeUrl?: string, workpulse: { session: string } }
  }

  export interface NuxtApp {
    isHydrating?: boolean
    payload: { serverRendered?: boolean, data: Record<string, unknown> }
    runWithContext: <T>(work: () => T) => T
    hook: (name: 'app:suspense:resolve', work: () => unknown) => void
    $workpulse: import('../client.ts').Client
    $workpulseSession: import('./runtime/session.ts').SessionControl
  }

  export interface AsyncData<T> {
    data: Ref<T | undefined>
    pending: Ref<boolean>
    error: Ref<unknown>
    refresh: (options?: { dedupe?: 'cancel' | 'defer' }) => Promise<void>
  }

  export function defineNuxtPlugin<T> (plugin: { name: string, enforce?: 'pre' | 'post', setup: (app: NuxtApp) => T }): unknown
  export function definePayloadPlugin (plugin: () => void): unknown
  export function definePayloadReducer (name: string, reduce: (value: unknown) => unknown): void
  export function definePayloadReviver (name: string, revive: (value: never) => unknown): void
  export function defineNuxtRouteMiddleware<T> (guard: (to: Route, from: Route) => T): (to: Route, from: Route) => T
  export function abortNavigation (error: { statusCode: number, statusMessage: string }): false
  export function createError (error: { statusCode: number, statusMessage: string, fatal?: boolean }): Error
  export function showError (error: Error): unknown
  export function navigateTo (
    to: string | { path: string, query?: Record<string, string> },
    options?: { replace?: boolean, external?: boolean }
  ): Promise<unknown>
  export function useNuxtApp (): NuxtApp
  export function useRoute (): Route
  export function useRouter (): { currentRoute: Ref<Route> }
  export function useRuntimeConfig (): RuntimeConfig
  export function useState<T> (key: string, init?: () => T): Ref<T>
  export function useAsyncData<T> (
    key: string,
    read: () => Promise<T>,
    options?: {
      server?: boolean,
      lazy?: boolean,
      immediate?: boolean,
      watch?: unknown[],
      deep?: boolean,
      dedupe?: 'cancel' | 'defer',
      getCachedData?: (key: string, app: NuxtApp) => NoInfer<T> | undefined
    }
  ): AsyncData<T> & Promise<AsyncData<T>>
  export function useRequestEvent (): RequestEvent | undefined

  /** h3's. */
  export interface RequestEvent {
    path: string
    method: string
    node: {
      req: import('node:http').IncomingMessage,
      res: import('node:http').ServerResponse
    }
  }
  export function defineEventHandler<T> (handler: (event: RequestEvent) => T): (event: RequestEvent) => T
}

declare module '#build/workpulse.mjs' {
  import type { Component } from 'vue'

  /** Shown in the place of a page for those who are signed in, while that is not known. */
  export const waiting: Component
  export const options: import('./module.ts').ResolvedOptions
}

/** Constants of the build: Vite leaves out what is for the other side. */
interface ImportMeta {
  readonly server: boolean
  readonly client: boolean
  readonly prerender?: boolean
}
