package dev.steward.zerotrust.application;

import dev.steward.events.SourcePrefix;
import dev.steward.events.UuidV7;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.domain.ServiceAccountChange;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the service accounts. They are users to everybody else: events and trust state tell of them as of people. */
public class ServiceAccountService {

    /** Nothing that is typed hashes to this. */
    private static final String NO_PASSWORD = "!";

    private final UserRepository users;
    private final ServiceAccountRepository accounts;
    private final UserAdministration administration;
    private final ProjectService projects;
    private final ApiKeyService apiKeys;
    private final SecretRevocation revocation;
    private final RoleWithdrawal withdrawal;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ServiceAccountService(
            UserRepository users,
            ServiceAccountRepository accounts,
            UserAdministration administration,
            ProjectService projects,
            ApiKeyService apiKeys,
            SecretRevocation revocation,
            RoleWithdrawal withdrawal,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.accounts = accounts;
        this.administration = administration;
        this.projects = projects;
        this.apiKeys = apiKeys;
        this.revocation = revocation;
        this.withdrawal = withdrawal;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A service account with the secret it proves itself by. */
    public record Creation(ServiceAccount account, OpaqueSecret secret) {}

    /** A new secret, and until when the one before is good too. */
    public record Rotation(OpaqueSecret secret, Instant previousUntil) {}

    /** Empty when another has the event source, or one that is above or below it. */
    public Mono<Creation> create(String name, @Nullable SourcePrefix eventSource, Set<Role> roles) {
        return Mono.defer(() -> {
            var account = ServiceAccount.named(UuidV7.next(clock), name, eventSource, roles, clock.instant());
            var secret = OpaqueSecret.random(random);
            return sourceIsFree(account)
                    .filter(free -> free)
                    .flatMap(_ -> insert(account, secret))
                    .as(transaction::transactional);
        });
    }

    private Mono<Creation> insert(ServiceAccount account, OpaqueSecret secret) {
        User user = account.user();
        Mono<Void> told = account.eventSource() == null ? Mono.empty() : audit.record(sourceEntry(null, account));
        return users.insert(user, NO_PASSWORD)
                .then(accounts.insert(account, secret))
                .then(outbox.append(new OutboxEvent("user", user.id(), 1, null, user.created())))
                .then(told)
                .thenReturn(new Creation(account, secret));
    }

    /** Empty when there is none. */
    public Mono<ServiceAccount> find(String id) {
        return accounts.find(id);
    }

    /** Newest first. */
    public Mono<List<ServiceAccount>> list(long offset, int limit) {
        return accounts.list(offset, limit);
    }

    public Mono<Long> count() {
        return accounts.count();
    }

    /** Changes the service account if {@code meant} takes the version it has. */
    public Mono<ServiceAccountOutcome> change(String id, LongPredicate meant, ServiceAccountChange change) {
        return accounts.lock(id)
                .flatMap(account -> meant.test(account.version())
                        ? changeIfFree(account, account.changed(change), change.user())
                        : Mono.just(new ServiceAccountOutcome.Stale()))
                .defaultIfEmpty(new ServiceAccountOutcome.NoSuchAccount())
                .as(transaction::transactional);
    }

    /** With its memberships and API keys. False when there is none. */
    public Mono<Boolean> delete(String id) {
        return accounts.lock(id)
                .flatMap(account -> administration
                        .store(account.user(), account.user().deleted(clock.instant()))
                        .then(projects.expelEverywhere(id))
                        .then(apiKeys.revokeAll(id))
                        .then(accounts.remove(id))
                        .thenReturn(true))
                .defaultIfEmpty(false)
                .as(transaction::transactional);
    }

    /** Empty when there is none. */
    public Mono<Rotation> rotate(String id, Duration overlap) {
        return Mono.defer(() -> {
            var secret = OpaqueSecret.random(random);
            Instant now = clock.instant();
            Instant previousUntil = now.plus(overlap);
            return accounts.rotate(id, secret, previousUntil)
                    .delayUntil(rotations -> revocation.rotated(new SecretId(id, rotations), id, previousUntil))
                    .flatMap(rotations -> outbox.append(
                                    new OutboxEvent("credential", id, rotations, null, rotated(id, now)))
                            .thenReturn(new Rotation(secret, previousUntil)))
                    .as(transaction::transactional);
        });
    }

    private Mono<ServiceAccountOutcome> changeIfFree(ServiceAccount before, ServiceAccount after, UserChange change) {
        boolean sameSource = Objects.equals(before.eventSource(), after.eventSource());
        return (sameSource ? Mono.just(true) : sourceIsFree(after))
                .flatMap(free ->
                        free ? change(before, after, change) : Mono.just(new ServiceAccountOutcome.SourceTaken()));
    }

    private Mono<ServiceAccountOutcome> change(ServiceAccount before, ServiceAccount after, UserChange change) {
        User user = before.user().changed(change, clock.instant());
        Mono<?> describe = after.equals(before)
                ? Mono.empty()
                : accounts.describe(after)
                        .thenMany(Flux.fromIterable(entries(before, after)))
                        .concatMap(audit::record)
                        .then();
        Mono<?> store = user.equals(before.user()) ? Mono.empty() : administration.store(before.user(), user);
        // Or a token of before would go on with a source that may be another's by now.
        Mono<?> end = before.losesSourceTo(after) ? withdrawal.from(List.of(before.id())) : Mono.empty();
        return describe.then(store).then(end).thenReturn(new ServiceAccountOutcome.Done(after.as(user)));
    }

    private Mono<Boolean> sourceIsFree(ServiceAccount account) {
        @Nullable SourcePrefix source = account.eventSource();
        return source == null
                ? Mono.just(true)
                : accounts.lockEventSources(account.id())
                        .map(others -> others.stream().noneMatch(source::overlaps));
    }

    private static List<AuditEntry> entries(ServiceAccount before, ServiceAccount after) {
        List<AuditEntry> entries = new ArrayList<>();
        if (!before.name().equals(after.name())) {
            entries.add(nameEntry(before, after));
        }
        if (!Objects.equals(before.eventSource(), after.eventSource())) {
            entries.add(sourceEntry(before.eventSource(), after));
        }
        return entries;
    }

    private static AuditEntry sourceEntry(@Nullable SourcePrefix before, ServiceAccount account) {
        return AuditEntry.change(
                "service-account.event-source-changed",
                "user",
                account.id(),
                null,
                Map.of("event_source_before", text(before), "event_source", text(account.eventSource())));
    }

    private static String text(@Nullable SourcePrefix source) {
        return source == null ? "" : source.text();
    }

    private static AuditEntry nameEntry(ServiceAccount before, ServiceAccount renamed) {
        return AuditEntry.change(
                "service-account.renamed",
                "user",
                before.id(),
                null,
                Map.of("name_before", before.name(), "name", renamed.name()));
    }

    private static CredentialChanged rotated(String id, Instant now) {
        return new CredentialChanged(
                CredentialChanged.CAEP, id, id, "client-secret", "update", "admin", now.getEpochSecond());
    }
}
