package dev.steward.zerotrust.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.Revocation;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserChange;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.UserState;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Users change and go. Whoever is disabled or deleted is so for every process: their state is an entry of trust state, and
 * their login sessions are over, also when they are enabled again. Some enabled user is always an admin.
 */
public class UserAdministration {

    private final UserRepository users;
    private final GroupRepository groups;
    private final GroupService memberships;
    private final ApiKeyService apiKeys;
    private final LoginSessionService loginSessions;
    private final KnownUsers knownUsers;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public UserAdministration(
            UserRepository users,
            GroupRepository groups,
            GroupService memberships,
            ApiKeyService apiKeys,
            LoginSessionService loginSessions,
            KnownUsers knownUsers,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.groups = groups;
        this.memberships = memberships;
        this.apiKeys = apiKeys;
        this.loginSessions = loginSessions;
        this.knownUsers = knownUsers;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Newest first. */
    public Mono<List<User>> list(UserFilter filter, long offset, int limit) {
        return users.list(filter, offset, limit);
    }

    public Mono<Long> count(UserFilter filter) {
        return users.count(filter);
    }

    /** Changes the user if {@code meant} takes the version the user has. */
    public Mono<UserOutcome> change(String id, LongPredicate meant, UserChange change) {
        return change(id, meant, change.mayTakeAdmin(), user -> user.changed(change, clock.instant()));
    }

    public Mono<UserOutcome> delete(String id) {
        return change(id, _ -> true, true, user -> user.deleted(clock.instant()))
                .delayUntil(outcome -> outcome instanceof UserOutcome.Done
                        ? memberships.leaveEverywhere(id).then(apiKeys.revokeAll(id))
                        : Mono.empty())
                .as(transaction::transactional);
    }

    private Mono<UserOutcome> change(String id, LongPredicate meant, boolean mayTakeAdmin, UnaryOperator<User> change) {
        // Before the user: of two admins who demote each other, the second sees the first gone.
        Mono<Admins> admins = mayTakeAdmin ? lockAdmins() : Mono.just(new Admins(Set.of(), Set.of()));
        return admins.flatMap(enabled -> users.lock(id)
                        .filter(User::person)
                        .flatMap(user -> meant.test(user.version())
                                ? decide(user, change.apply(user), enabled)
                                : Mono.just(new UserOutcome.Stale()))
                        .defaultIfEmpty(new UserOutcome.NoSuchUser()))
                .as(transaction::transactional);
    }

    /** The enabled admins, by themselves and by groups. */
    private record Admins(Set<String> own, Set<String> byGroups) {

        /** Whether the user is the last one and is none afterwards. */
        boolean endWith(User after) {
            boolean stays = after.enabledAdmin() || (!after.disabled() && byGroups.contains(after.id()));
            Set<String> all = new HashSet<>(own);
            all.addAll(byGroups);
            return !stays && all.equals(Set.of(after.id()));
        }
    }

    private Mono<Admins> lockAdmins() {
        return users.lockAdmins()
                .flatMap(own -> groups.enabledAdmins(null, null).map(byGroups -> new Admins(own, byGroups)));
    }

    private Mono<UserOutcome> decide(User before, User after, Admins admins) {
        if (after.equals(before)) {
            return Mono.just(new UserOutcome.Done(before));
        }
        if (admins.endWith(after)) {
            return Mono.just(new UserOutcome.LastAdmin());
        }
        return store(before, after);
    }

    /** Stores and tells what a locked user became; joins the caller's transaction. */
    Mono<UserOutcome> store(User before, User after) {
        return users.update(after)
                .flatMap(updated -> updated
                        ? announce(before, after).thenReturn(new UserOutcome.Done(after))
                        : Mono.just(new UserOutcome.Stale()));
    }

    private Mono<Void> announce(User before, User after) {
        if (after.state() == before.state()) {
            Mono<Void> tell = after.eventSequence() == before.eventSequence()
                    ? Mono.empty()
                    : outbox.append(TrustEntries.of(after));
            return tell.then(audit.record(after.changedFrom(before)));
        }
        List<OutboxEvent> events = new ArrayList<>();
        after.left()
                .ifPresent(
                        event -> events.add(new OutboxEvent("user", after.id(), after.eventSequence(), null, event)));
        events.add(TrustEntries.of(after));
        Mono<Void> told = outbox.append(events)
                .then(
                        after.disabled()
                                ? loginSessions.revokeAll(after.id(), null, Revocation.USER_LEFT)
                                : audit.record(after.changedFrom(before)));
        return after.state() == UserState.DELETED
                ? knownUsers.forget(after.id()).then(told).then(knownUsers.end(after.id()))
                : told;
    }
}
