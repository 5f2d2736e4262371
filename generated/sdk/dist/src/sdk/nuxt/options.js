export const defaults = { session: 'direct', signIn: '/login', home: '/', guard: 'named', sessionEnd: 'redirect' };
