// Generated from openapi/ and asyncapi/ by `npm run generate`. Do not edit.

type KeyOf<T> = T extends unknown ? keyof T : never
type ValueOf<T, K> = T extends unknown ? K extends keyof T ? T[K] : never : never
type IsAny<T> = 0 extends 1 & T ? true : false

/** `Actual` with every key that `Declared` does not have, and every `any`, turned into `never`, at any depth. */
export type Exactly<Declared, Actual> =
  IsAny<Actual> extends true ? never
    : Actual extends readonly (infer A)[] ? Declared extends readonly (infer D)[] ? Exactly<D, A>[] : never
      : Actual extends object
        // An open map takes any key.
        ? string extends KeyOf<Declared> ? Actual
          : { [K in keyof Actual]: K extends KeyOf<Declared> ? Exactly<ValueOf<Declared, K>, Actual[K]> : never }
        : Actual
