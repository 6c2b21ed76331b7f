package dev.steward.perf.script;

import dev.steward.devstack.demo.LocalFaults;
import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Reply;
import dev.steward.perf.load.Visit;
import java.util.Map;
import java.util.Objects;

/**
 * What every script acts on.
 *
 * @param services the addresses of the services themselves, by module
 */
public record Setting(Http http, Seed seed, LocalFaults faults, Map<String, String> services) {

    public Setting {
        services = Map.copyOf(services);
    }

    /** Its address, for what is not asked of the gateway. */
    public String service(String module) {
        return Objects.requireNonNull(services.get(module), module);
    }

    public Sessions sessions() {
        return new Sessions(http, seed.project());
    }

    /** A request by the user whose turn it is. */
    public Reply send(Visit visit, Call call) {
        return http.send(call, seed.member(visit.number()).token(http), visit.due());
    }
}
