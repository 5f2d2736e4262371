/** Types of setup.mjs, which is plain JavaScript since Node 20 begins with it. */
export const serverFlags: string[]
