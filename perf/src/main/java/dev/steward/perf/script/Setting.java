package dev.steward.perf.script;

import dev.steward.devstack.demo.LocalFaults;
import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Reply;
import dev.steward.perf.load.Visit;

/** What every script acts on. */
public record Setting(Http http, Seed seed, LocalFaults faults) {

    public Sessions sessions() {
        return new Sessions(http, seed.project());
    }

    /** A request by the user whose turn it is. */
    Reply send(Visit visit, Call call) {
        return http.send(call, seed.member(visit.number()).token(http), visit.due());
    }
}
