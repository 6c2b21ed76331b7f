package dev.steward.zerotrust.killed;

/** What one client does, one request after another, and remembers of the answers. */
interface Work {

    /** One request, or a few that belong together. */
    void step(Calls calls);

    /** In the next life: what was answered holds, and what was not was done wholly or not at all. */
    void settle(Calls calls);

    /** At the end, when nobody works any more. */
    void check(Calls calls);
}
