package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RevealedSecret;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.SecretValue;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.SecretRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Keeps the secrets of projects, and destroys what nobody may read any more. Whoever reads a value leaves a row of the audit
 * first.
 */
public class SecretService {

    /** As many as a project can have. */
    public static final int MOST = 1_000;

    /** How long the secrets of an archived project are still there. */
    static final Duration AFTER_ARCHIVE = Duration.ofDays(7);

    /** How many are destroyed in one transaction. */
    private static final int PAGE = 100;

    private final SecretRepository secrets;
    private final ProjectRepository projects;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public SecretService(
            SecretRepository secrets,
            ProjectRepository projects,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.secrets = secrets;
        this.projects = projects;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The project is locked meanwhile, so that it has no more secrets than it can when many are created at once. */
    public Mono<SecretOutcome> create(ProjectId projectId, String name, SecretValue value) {
        return projects.lock(projectId)
                .flatMap(project -> create(project, name, value))
                .defaultIfEmpty(new SecretOutcome.NoSuchProject())
                .as(transaction::transactional);
    }

    /** Empty when there is none. */
    public Mono<Secret> find(String id) {
        return secrets.find(id);
    }

    /** Newest first: all of a project, or the one of that name. */
    public Mono<List<Secret>> list(ProjectId projectId, @Nullable String name, long offset, int limit) {
        return secrets.list(projectId, name, offset, limit);
    }

    public Mono<Long> count(ProjectId projectId, @Nullable String name) {
        return secrets.count(projectId, name);
    }

    /**
     * Empty when there is no such version, or none that can be read any more. Of what cannot be audited nothing is shown.
     *
     * @param version null for the current one
     */
    public Mono<RevealedSecret> reveal(Secret secret, @Nullable Integer version) {
        return Mono.defer(() -> secrets.reveal(secret.id(), version, clock.instant()))
                .delayUntil(revealed -> audit.record(entry("secret.read", secret, revealed.version())))
                .as(transaction::transactional);
    }

    /** Puts a value in the place of the one there is, which nobody reads after that, if {@code meant} takes its version. */
    public Mono<SecretOutcome> replace(String id, LongPredicate meant, SecretValue value, String by) {
        return change(id, meant, secret -> secret.replaced(clock.instant()), value, by);
    }

    /** Puts a value in the place of the one there is, which can be read too for the overlap. Of two at once one is done. */
    public Mono<SecretOutcome> rotate(String id, SecretValue value, Duration overlap, String by) {
        return change(
                id,
                _ -> true,
                secret -> {
                    Instant now = clock.instant();
                    return secret.rotated(now, now.plus(overlap));
                },
                value,
                by);
    }

    /** Destroys every version. False when there is none. */
    public Mono<Boolean> delete(Secret secret) {
        return secrets.delete(secret.id())
                .delayUntil(deleted ->
                        deleted ? audit.record(entry("secret.deleted", secret, secret.version())) : Mono.empty())
                .as(transaction::transactional);
    }

    /** Destroys versions past their time, and the secrets of projects that were archived long enough ago. */
    public Mono<Void> cleanUp() {
        return all(() -> secrets.destroyOutdated(clock.instant(), PAGE))
                .then(all(() -> secrets.scheduleArchived(clock.instant().plus(AFTER_ARCHIVE), PAGE)))
                .then(all(() -> secrets.destroyDue(clock.instant(), PAGE)));
    }

    private Mono<SecretOutcome> create(Project project, String name, SecretValue value) {
        if (!project.state().takesChanges()) {
            return Mono.just(new SecretOutcome.Archived());
        }
        Secret secret = Secret.created(UuidV7.next(clock), project.id(), name, clock.instant());
        return secrets.count(project.id(), null)
                .flatMap(count -> count >= MOST
                        ? Mono.just(new SecretOutcome.TooMany())
                        : secrets.insert(secret, value)
                                .flatMap(inserted -> inserted
                                        ? audit.record(entry("secret.created", secret, secret.version()))
                                                .thenReturn(new SecretOutcome.Done(secret))
                                        : Mono.just(new SecretOutcome.NameTaken())));
    }

    private Mono<SecretOutcome> change(
            String id, LongPredicate meant, UnaryOperator<Secret> next, SecretValue value, String by) {
        return secrets.find(id)
                .flatMap(secret -> meant.test(secret.version())
                        ? store(next.apply(secret), value, by)
                        : Mono.just(new SecretOutcome.Stale()))
                .defaultIfEmpty(new SecretOutcome.NoSuchSecret())
                .as(transaction::transactional);
    }

    private Mono<SecretOutcome> store(Secret changed, SecretValue value, String by) {
        var event = new OutboxEvent(
                "secret",
                changed.id(),
                changed.eventSequence(),
                changed.projectId().value(),
                changed.rotation(by));
        return secrets.update(changed, value)
                .flatMap(updated -> updated
                        ? outbox.append(event).thenReturn(new SecretOutcome.Done(changed))
                        : Mono.just(new SecretOutcome.Stale()));
    }

    private static AuditEntry entry(String action, Secret secret, int version) {
        return AuditEntry.change(
                action,
                "secret",
                secret.id(),
                secret.projectId().value(),
                Map.of("name", secret.name(), "version", version));
    }

    private Mono<Void> all(Supplier<Mono<Integer>> some) {
        return Mono.defer(some)
                .as(transaction::transactional)
                .repeat()
                .takeUntil(destroyed -> destroyed < PAGE)
                .then();
    }
}
