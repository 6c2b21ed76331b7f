package dev.steward.kit.security.trust;

import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.policy.PolicySet;
import dev.steward.kit.security.access.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Answers from what was read of {@code trust.state} and {@code trust.policies}. Safe for concurrent use. */
public final class TrustState implements ProjectDirectory, TokenStanding, SigningKeySource, PolicySource {

    /** Where what is known came from. */
    enum Source {
        NOWHERE,
        SNAPSHOT,
        TOPIC
    }

    static final String KEYS = "keys";
    static final String SNAPSHOT_COMPLETE = "snapshot-complete";
    static final String POLICIES_COMPLETE = "policies-complete";

    /** How many requests may wait at once for a project that may never come. */
    private static final int MOST_WAITING = 1_000;

    private final TrustEntries entries = new TrustEntries();
    private final ActivePolicies policies = new ActivePolicies(entries);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Duration projectWait;
    private volatile Source source = Source.NOWHERE;

    TrustState(Duration projectWait) {
        this.projectWait = projectWait;
    }

    @Override
    public Mono<ProjectState> project(String projectId) {
        return loaded(Mono.defer(() -> Mono.justOrEmpty(find(projectId)).switchIfEmpty(await(projectId, -1))));
    }

    @Override
    public Mono<ProjectState> known(String projectId) {
        return loaded(Mono.fromSupplier(() -> find(projectId)).flatMap(Mono::justOrEmpty));
    }

    @Override
    public Mono<ProjectState> newerThan(ProjectState seen) {
        return loaded(await(seen.id(), seen.sequence()));
    }

    @Override
    public Mono<Map<String, String>> membershipsOf(String userId) {
        return loaded(Mono.fromSupplier(() -> entries.projects()
                .filter(project -> project.members().containsKey(userId))
                .collect(Collectors.toMap(
                        ProjectStateChanged::projectId,
                        project -> project.members().get(userId),
                        (one, _) -> one))));
    }

    @Override
    public Mono<Set<String>> ids() {
        return loaded(Mono.fromSupplier(
                () -> entries.projects().map(ProjectStateChanged::projectId).collect(Collectors.toUnmodifiableSet())));
    }

    @Override
    public Mono<PolicySet> active() {
        return loaded(Mono.fromSupplier(policies::current));
    }

    @Override
    public Mono<Standing> of(String loginSessionId, String userId, Instant issuedAt) {
        return Mono.fromSupplier(() -> {
            if (source == Source.NOWHERE) {
                return Standing.UNKNOWN;
            }
            boolean revoked = entries.get("login-session/" + loginSessionId).isPresent();
            boolean refused = entries.event("user/" + userId, UserStateChanged.class)
                    .filter(user -> user.disabled()
                            || (user.tokensValidFrom() != null && issuedAt.isBefore(user.tokensValidFrom())))
                    .isPresent();
            return revoked || refused ? Standing.REVOKED : Standing.STANDS;
        });
    }

    @Override
    public Mono<List<Map<String, String>>> signingKeys() {
        return Mono.fromSupplier(() -> entries.event(KEYS, SigningKeysChanged.class)
                .map(SigningKeysChanged::keys)
                .orElse(List.of()));
    }

    TrustEntries entries() {
        return entries;
    }

    ActivePolicies policies() {
        return policies;
    }

    /** Whether everything there was to know when it was asked for is among the entries: what is absent is not, then. */
    boolean complete() {
        return entries.get(SNAPSHOT_COMPLETE).isPresent()
                && entries.get(POLICIES_COMPLETE).isPresent();
    }

    Source source() {
        return source;
    }

    void known(Source from) {
        source = from;
    }

    private <T> Mono<T> loaded(Mono<T> answer) {
        return Mono.defer(() -> source == Source.NOWHERE ? Mono.error(new TrustUnavailableException()) : answer);
    }

    /** Looks once more after it began to listen, so that a change in between is not missed. */
    private Mono<ProjectState> await(String projectId, long after) {
        String key = key(projectId);
        return Mono.defer(() -> {
            if (!waiting.tryAcquire()) {
                return Mono.empty();
            }
            return Flux.merge(entries.changes(), Flux.just(key))
                    .filter(key::equals)
                    .mapNotNull(_ -> find(projectId).orElse(null))
                    .filter(project -> project.sequence() > after)
                    .next()
                    .publishOn(Schedulers.parallel()) // the request goes on, and not on the reader's thread
                    .timeout(projectWait, Mono.empty())
                    .doFinally(_ -> waiting.release());
        });
    }

    private Optional<ProjectState> find(String projectId) {
        return entries.get(key(projectId))
                .filter(entry -> entry.event() instanceof ProjectStateChanged)
                .map(entry -> ProjectState.of((ProjectStateChanged) entry.event(), entry.sequence()));
    }

    private static String key(String projectId) {
        return "project/" + projectId;
    }
}
