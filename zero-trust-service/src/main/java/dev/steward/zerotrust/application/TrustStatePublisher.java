package dev.steward.zerotrust.application;

import dev.steward.events.trust.SnapshotComplete;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.DeviceEntry;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserTrustEntry;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.RevokedSecretRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes the whole of trust state again, ending in the marker readers wait for. Entries keep their sequence: a reader
 * that knows them already ignores them, a topic that lost them has them again.
 */
public class TrustStatePublisher {

    private final ProjectRepository projects;
    private final UserRepository users;
    private final KnownUserRepository knownUsers;
    private final DeviceRepository devices;
    private final LoginSessionRepository loginSessions;
    private final RevokedSecretRepository secrets;
    private final TrustEntryRepository entries;
    private final KeyRing keyRing;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public TrustStatePublisher(
            ProjectRepository projects,
            UserRepository users,
            KnownUserRepository knownUsers,
            DeviceRepository devices,
            LoginSessionRepository loginSessions,
            RevokedSecretRepository secrets,
            TrustEntryRepository entries,
            KeyRing keyRing,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.projects = projects;
        this.users = users;
        this.knownUsers = knownUsers;
        this.devices = devices;
        this.loginSessions = loginSessions;
        this.secrets = secrets;
        this.entries = entries;
        this.keyRing = keyRing;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Answers how many entries were published before the marker. */
    public Mono<Integer> publishAll() {
        return keyRing.current()
                .then(Mono.defer(() -> keyRing.republish().as(transaction::transactional)))
                .thenMany(Flux.concat(
                        pages(projects::lockAfter, project -> project.id().value(), TrustEntries::of),
                        pages(users::lockStatesAfter, User::id, TrustEntries::of),
                        pages(knownUsers::lockAfter, UserTrustEntry::userId, TrustEntries::of),
                        pages(devices::lockReportedAfter, DeviceEntry::deviceId, TrustEntries::of),
                        pages(loginSessions::lockRevokedAfter, RevokedLoginSession::id, TrustEntries::of),
                        pages(secrets::lockToldAfter, RevokedLoginSession::id, TrustEntries::of)))
                .reduce(1, Integer::sum)
                .flatMap(count -> complete(count).thenReturn(count));
    }

    /** The size of each page once it is published. */
    private <T> Flux<Integer> pages(
            BiFunction<String, Integer, Mono<List<T>>> lockAfter,
            Function<T, String> id,
            Function<T, OutboxEvent> entry) {
        return new EntryPages(outbox, transaction).publish(lockAfter, id, entry);
    }

    private Mono<Void> complete(int count) {
        return entries.next(TrustEntryRepository.SNAPSHOT_COMPLETE)
                .flatMap(sequence ->
                        outbox.append(TrustEntries.marker(sequence, new SnapshotComplete(count, clock.instant()))))
                .as(transaction::transactional);
    }
}
