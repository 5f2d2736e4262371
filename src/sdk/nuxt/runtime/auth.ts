import { defineNuxtRouteMiddleware } from '#imports'
import { admit } from './guard.ts'

/** `definePageMeta({ middleware: 'auth', roles: ['hr', 'admin'] })`: for who is signed in, and has one of these roles. */
export default defineNuxtRouteMiddleware((to) => admit(to))
