/** Who of the clients of a browser holds the connections: whoever holds a lock, which the browser takes from a tab that is gone. */
export interface Leadership {
    /** Waits for its turn, and leads from then on. */
    stand: () => void;
    /** The leader says nothing any more: takes its place. */
    seize: () => void;
    /** Neither leads nor waits any more. */
    withdraw: () => void;
}
export interface LeadershipDeps {
    locks: LockManager;
    name: string;
    onElected: () => void;
    /** Another has seized it. */
    onDeposed: () => void;
}
export declare function createLeadership({ locks, name, onElected, onDeposed }: LeadershipDeps): Leadership;
