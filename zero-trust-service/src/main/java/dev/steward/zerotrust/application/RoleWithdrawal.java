package dev.steward.zerotrust.application;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Ends the tokens that say roles which groups give their users no more, or another's event source, for every process: from when tokens count is part
 * of a user's entry of trust state, until none of before can be alive. Users are locked first and the time is taken then, so
 * that whoever issues a token meanwhile waits and says the new roles.
 */
public class RoleWithdrawal {

    /** How many are changed by one statement, and by one transaction of the clean-up. */
    private static final int PAGE = 500;

    private static final Duration UNDER_WAY = Duration.ofMinutes(1);

    private final UserRepository users;
    private final GroupRepository groups;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final Duration tokenLifetime;

    public RoleWithdrawal(
            UserRepository users,
            GroupRepository groups,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            Duration tokenLifetime) {
        this.users = users;
        this.groups = groups;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
        this.tokenLifetime = tokenLifetime;
    }

    /** Joins the caller's transaction. */
    Mono<Void> from(List<String> userIds) {
        return userIds.isEmpty()
                ? Mono.empty()
                : users.lockAll(userIds)
                        .map(locked -> locked.stream()
                                .map(user -> user.outdated(clock.instant()))
                                .toList())
                        .flatMap(outdated -> store(outdated, TrustEntries::of));
    }

    /** From everybody whom groups give a custom role; joins the caller's transaction. */
    Mono<Void> fromHoldersOf(String role) {
        return page(role, "")
                .expand(ids -> ids.size() < PAGE ? Mono.empty() : page(role, ids.getLast()))
                .concatMap(this::from)
                .then();
    }

    /** Ends what no token is alive for any more. */
    public Mono<Void> cleanUp() {
        return Mono.defer(() -> {
                    Instant before = clock.instant().minus(tokenLifetime).minus(UNDER_WAY);
                    return users.lockOutdatedBefore(before, PAGE);
                })
                .delayUntil(past -> store(
                        past.stream().map(User::upToDate).toList(),
                        user -> user.stateChangedAt() == null ? TrustEntries.end(user) : TrustEntries.of(user)))
                .as(transaction::transactional)
                .repeat()
                .takeUntil(past -> past.size() < PAGE)
                .then();
    }

    private Mono<List<String>> page(String role, String lastUserId) {
        return groups.holdersAfter(role, lastUserId, PAGE);
    }

    private Mono<Void> store(List<User> changed, Function<User, OutboxEvent> entry) {
        return changed.isEmpty()
                ? Mono.empty()
                : users.updateTokensValidFrom(changed)
                        .then(outbox.append(changed.stream().map(entry).toList()));
    }
}
