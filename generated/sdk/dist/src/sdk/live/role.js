import { createLeader } from "./leader.js";
import { createLeadership } from "./leadership.js";
import { createTerm } from "./term.js";
export function createRole({ exchange, self, members, post, person }) {
    const term = createTerm({ exchange, self, members, post });
    const leader = createLeader(self, post);
    let leadership;
    function say(message) {
        if (term.isOn)
            term.take(message);
        else if (leader.name !== undefined)
            post({ kind: 'up', self, message });
    }
    /** The connections are another's now: members hear that, and say anew what they want. */
    function joinAll() {
        members.deliver({ kind: 'down', state: 'connecting' });
        members.introduce((id, want) => say({ kind: 'join', id, want, person: person() }));
    }
    function lead() {
        if (term.isOn || members.isEmpty)
            return;
        leader.forget();
        term.begin();
        joinAll();
    }
    function stepDown() {
        if (!term.isOn)
            return;
        term.end();
        members.deliver({ kind: 'down', state: 'connecting' });
    }
    function stand() {
        if (members.isEmpty)
            return;
        if (!leadership)
            return lead();
        leadership.stand();
        post({ kind: 'who', self });
    }
    function depose() {
        leadership?.withdraw();
        stepDown();
        stand();
    }
    function follow(next) {
        if (leader.name !== next && term.isOn)
            depose(); // Whoever was elected later leads.
        if (leader.follow(next))
            joinAll();
    }
    return {
        get isFilled() {
            return term.isOn || leader.name !== undefined;
        },
        say,
        hear(spoken) {
            if (spoken.kind === 'lead')
                return follow(spoken.self);
            if (term.isOn)
                return term.hear(spoken);
            if (spoken.self !== leader.name)
                return;
            leader.heard();
            if (spoken.kind === 'down')
                members.deliver(spoken.message, spoken.to);
            else if (spoken.kind === 'gone')
                leader.forget();
        },
        begin(election) {
            leadership = election && createLeadership({ ...election, onElected: lead, onDeposed: depose });
            stand();
        },
        stand,
        wake() {
            if (term.isOn)
                term.take({ kind: 'wake' });
            else
                leader.ask(true);
        },
        watch() {
            if (term.isOn)
                return;
            if (!leader.isSilent())
                return leader.ask(false);
            leader.heard();
            leader.forget();
            leadership?.seize();
        },
        sleep() {
            leadership?.withdraw();
            if (term.isOn)
                stepDown();
            else
                for (const id of members.ids())
                    say({ kind: 'leave', id });
            leader.forget();
        },
        end() {
            leadership?.withdraw();
            stepDown();
            leadership = undefined;
            leader.heard();
            leader.forget();
        }
    };
}
