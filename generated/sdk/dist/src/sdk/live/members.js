export function createMembers() {
    const all = new Map();
    return {
        get isEmpty() {
            return all.size === 0;
        },
        has: (id) => all.has(id),
        ids: () => [...all.keys()],
        add(member) {
            const id = randomId();
            all.set(id, member);
            return id;
        },
        remove: (id) => all.delete(id),
        deliver(message, to) {
            if (to !== undefined)
                return all.get(to)?.deliver(message);
            for (const member of [...all.values()])
                member.deliver(message);
        },
        introduce(join) {
            for (const [id, { want }] of all)
                join(id, want);
        }
    };
}
export const randomId = () => Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
