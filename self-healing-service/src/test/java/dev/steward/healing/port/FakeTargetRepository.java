package dev.steward.healing.port;

import dev.steward.healing.domain.ObservedTarget;
import dev.steward.healing.domain.Target;
import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Observed targets in memory, held to the same contract as those in PostgreSQL. */
public class FakeTargetRepository implements TargetRepository {

    private final Map<String, ObservedTarget> byId = new HashMap<>();

    @Override
    public Mono<ObservedTarget> find(Target target) {
        return Mono.justOrEmpty(byId.get(target.id()));
    }

    @Override
    public Mono<Boolean> save(ObservedTarget next) {
        return Mono.fromSupplier(() -> {
            ObservedTarget stored = byId.get(next.target().id());
            boolean fits = (stored == null ? 0 : stored.version()) == next.version();
            if (fits) {
                byId.put(
                        next.target().id(),
                        new ObservedTarget(
                                next.target(),
                                next.status(),
                                next.sequence(),
                                next.recentCrashes(),
                                next.version() + 1));
            }
            return fits;
        });
    }
}
