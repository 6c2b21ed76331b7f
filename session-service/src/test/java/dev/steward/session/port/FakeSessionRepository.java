package dev.steward.session.port;

import dev.steward.session.domain.Revision;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionChange;
import dev.steward.session.domain.SessionFilter;
import dev.steward.session.domain.SessionStatus;
import dev.steward.session.domain.Upkeep;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions in memory. Knows no transactions: nothing is ever rolled back. */
public class FakeSessionRepository implements SessionRepository {

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    private final AtomicInteger slots = new AtomicInteger();

    @Override
    public Mono<Integer> nextSlot() {
        return Mono.fromSupplier(slots::getAndIncrement);
    }

    @Override
    public Mono<Void> serialize(String projectId, String userId) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> insert(Session session) {
        return Mono.fromSupplier(() -> {
            boolean taken = holders()
                    .anyMatch(other -> other.placement().slot()
                                    == session.placement().slot()
                            || other.placement().port() == session.placement().port());
            if (!taken) {
                sessions.put(session.id(), session);
            }
            return !taken;
        });
    }

    @Override
    public Mono<Session> find(String id) {
        return Mono.fromSupplier(() -> sessions.get(id));
    }

    @Override
    public Flux<Session> all(Set<String> ids) {
        return Flux.fromStream(() -> sessions.values().stream().filter(session -> ids.contains(session.id())));
    }

    @Override
    public Mono<Session> update(SessionChange change) {
        Session after = change.after();
        return Mono.fromSupplier(() -> changed(after.id(), stored -> {
            boolean current =
                    stored.revision().version() == change.before().revision().version()
                            && after.status().sources().contains(stored.status().text());
            Revision next = new Revision(
                    stored.revision().version() + 1,
                    stored.revision().eventSequence() + change.emissions().size());
            return current ? after.revised(next) : null;
        }));
    }

    @Override
    public Mono<List<Session>> page(SessionFilter filter, long offset, int limit) {
        return Mono.fromSupplier(() -> shown(filter).skip(offset).limit(limit).toList());
    }

    @Override
    public Mono<Long> count(SessionFilter filter) {
        return Mono.fromSupplier(() -> shown(filter).count());
    }

    @Override
    public Flux<Session> held(Set<SessionStatus> states) {
        return Flux.fromStream(() -> holders().filter(session -> states.contains(session.status())));
    }

    @Override
    public Flux<Session> stoppedFor(Set<String> reasons) {
        return held(Set.of(SessionStatus.STOPPED))
                .filter(session -> session.state().reason() != null
                        && reasons.contains(session.state().reason()));
    }

    @Override
    public Flux<String> heldIds() {
        return Flux.fromStream(() -> holders().map(Session::id));
    }

    @Override
    public Flux<String> pressing(Set<SessionStatus> states, Instant now) {
        return Flux.fromStream(() -> holders()
                .filter(session -> states.contains(session.status())
                        || (new Upkeep(session).dueAt() != null
                                && !new Upkeep(session).dueAt().isAfter(now)))
                .map(Session::id));
    }

    @Override
    public Mono<Map<String, Long>> nextSequences(Set<String> ids) {
        return Mono.fromSupplier(() -> ids.stream()
                .filter(id -> sessions.containsKey(id) && !released.contains(id))
                .collect(Collectors.toMap(id -> id, this::counted)));
    }

    @Override
    public Mono<Long> release(String id) {
        return Mono.fromSupplier(() -> {
            Session session = sessions.get(id);
            boolean releasable = session != null && session.status() == SessionStatus.DELETED && released.add(id);
            return releasable ? counted(id) : null;
        });
    }

    private Long counted(String id) {
        Session counted = changed(
                id,
                stored -> stored.revised(new Revision(
                        stored.revision().version(), stored.revision().eventSequence() + 1)));
        return counted == null ? null : counted.revision().eventSequence();
    }

    /** What the change made of it, null when it refused. */
    private Session changed(String id, UnaryOperator<Session> change) {
        Session[] result = new Session[1];
        sessions.computeIfPresent(id, (_, stored) -> {
            result[0] = change.apply(stored);
            return result[0] == null ? stored : result[0];
        });
        return result[0];
    }

    private Stream<Session> holders() {
        return sessions.values().stream().filter(session -> !released.contains(session.id()));
    }

    private Stream<Session> shown(SessionFilter filter) {
        return sessions.values().stream()
                .filter(session -> session.status() != SessionStatus.DELETED)
                .filter(session ->
                        filter.projects() == null || filter.projects().contains(session.projectId()))
                .filter(session -> filter.userId() == null
                        || filter.userId().equals(session.identity().userId()))
                .filter(session -> filter.status() == null || filter.status() == session.status())
                .filter(session -> filter.runtime() == null
                        || filter.runtime().equals(session.identity().runtime()))
                .sorted(Comparator.comparing(
                                (Session session) -> session.identity().createdAt())
                        .thenComparing(Session::id)
                        .reversed());
    }
}
