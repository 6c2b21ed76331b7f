package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.SecretId;
import dev.steward.zerotrust.domain.ServiceAccount;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
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
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A service account with the secret it proves itself by. */
    public record Creation(ServiceAccount account, OpaqueSecret secret) {}

    /** A new secret, and until when the one before is good too. */
    public record Rotation(OpaqueSecret secret, Instant previousUntil) {}

    public Mono<Creation> create(String name, Set<Role> roles) {
        return Mono.defer(() -> {
            var account = ServiceAccount.named(UuidV7.next(clock), name, roles, clock.instant());
            var secret = OpaqueSecret.random(random);
            User user = account.user();
            return users.insert(user, NO_PASSWORD)
                    .then(accounts.insert(account, secret))
                    .then(outbox.append(new OutboxEvent("user", user.id(), 1, null, user.created())))
                    .thenReturn(new Creation(account, secret))
                    .as(transaction::transactional);
        });
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

    /**
     * Changes the service account if {@code meant} takes the version it has.
     *
     * @param name null leaves it as it is
     */
    public Mono<ServiceAccountOutcome> change(
            String id, LongPredicate meant, @Nullable String name, UserChange change) {
        return accounts.lock(id)
                .flatMap(account -> meant.test(account.version())
                        ? change(account, name == null ? account : account.renamed(name), change)
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

    private Mono<ServiceAccountOutcome> change(ServiceAccount before, ServiceAccount renamed, UserChange change) {
        User user = before.user().changed(change, clock.instant());
        Mono<?> rename = renamed.equals(before)
                ? Mono.empty()
                : accounts.rename(renamed).then(audit.record(entry(before, renamed)));
        Mono<?> store = user.equals(before.user()) ? Mono.empty() : administration.store(before.user(), user);
        return rename.then(store).thenReturn(new ServiceAccountOutcome.Done(renamed.as(user)));
    }

    private static AuditEntry entry(ServiceAccount before, ServiceAccount renamed) {
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
