import { defineNuxtRouteMiddleware } from '#imports'
import { options } from '#build/workpulse.mjs'
import { admit } from './guard.ts'

/** Every page is for who is signed in, but those that say otherwise. */
export default defineNuxtRouteMiddleware((to) => to.path === options.signIn || to.meta.auth === false ? undefined : admit(to))
