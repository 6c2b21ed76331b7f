package dev.steward.healing.port;

import dev.steward.healing.domain.Given;
import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.IncidentState;
import dev.steward.healing.domain.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Incidents in memory, held to the same contract as those in PostgreSQL. */
public class FakeIncidentRepository implements IncidentRepository {

    private static final Comparator<Incident> NEWEST_FIRST =
            Comparator.comparing(Incident::openedAt).thenComparing(Incident::id).reversed();

    private final Map<String, Incident> byId = new LinkedHashMap<>();

    @Override
    public Mono<Incident> find(String id) {
        return Mono.justOrEmpty(byId.get(id));
    }

    @Override
    public Mono<Incident> openFor(Target target) {
        return Flux.fromIterable(all())
                .filter(it -> it.isOpen() && it.target().id().equals(target.id()))
                .singleOrEmpty();
    }

    @Override
    public Mono<Incident> withRemediation(String remediationId) {
        return Flux.fromIterable(all())
                .filter(it ->
                        it.remediations().stream().anyMatch(each -> each.id().equals(remediationId)))
                .singleOrEmpty();
    }

    @Override
    public Mono<Boolean> save(IncidentChange change) {
        return Mono.fromSupplier(() -> {
            Incident next = change.incident();
            Incident stored = byId.get(next.id());
            boolean fits = next.version() == 0
                    ? stored == null && openFor(next.target()).blockOptional().isEmpty()
                    : stored != null && stored.isOpen() && stored.version() == next.version();
            if (fits) {
                byId.put(next.id(), Given.stored(change));
            }
            return fits;
        });
    }

    @Override
    public Flux<Incident> due(Instant now, int limit) {
        return Flux.fromIterable(all())
                .filter(it -> it.state() instanceof IncidentState.Open(var at) && !now.isBefore(at))
                .take(limit);
    }

    @Override
    public Mono<IncidentSlice> list(IncidentFilter filter, long offset, int limit) {
        List<Incident> found = all().stream()
                .filter(it -> filter.projects() == null
                        || filter.projects().contains(it.target().projectId()))
                .filter(it -> filter.targetId() == null
                        || filter.targetId().equals(it.target().id()))
                .filter(it ->
                        filter.status() == null || filter.status() == it.state().status())
                .sorted(NEWEST_FIRST)
                .toList();
        return Mono.just(
                new IncidentSlice(found.stream().skip(offset).limit(limit).toList(), found.size()));
    }

    private List<Incident> all() {
        return new ArrayList<>(byId.values());
    }
}
