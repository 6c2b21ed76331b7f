package dev.steward.zerotrust.application;

import dev.steward.zerotrust.application.RoleOutcome.Done;
import dev.steward.zerotrust.application.RoleOutcome.InUse;
import dev.steward.zerotrust.application.RoleOutcome.NameTaken;
import dev.steward.zerotrust.application.RoleOutcome.NoSuchRole;
import dev.steward.zerotrust.application.RoleOutcome.Stale;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.CustomRole;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.CustomRoleRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Admins make roles of permissions. What a role permits is in the next token of whoever has it, and
 * what it permits no more ends those of before.
 */
public class RoleService {

    private final CustomRoleRepository roles;
    private final RoleWithdrawal withdrawal;
    private final AuditTrail audit;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public RoleService(
            CustomRoleRepository roles,
            RoleWithdrawal withdrawal,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        this.roles = roles;
        this.withdrawal = withdrawal;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<RoleOutcome> create(String name, Set<String> permissions) {
        return Mono.defer(() -> {
            CustomRole role = CustomRole.named(name, permissions, clock.instant());
            return roles.insert(role)
                    .map(inserted -> inserted ? new Done(role) : (RoleOutcome) new NameTaken())
                    .delayUntil(outcome -> tell(outcome, "role.created"))
                    .as(transaction::transactional);
        });
    }

    /** Empty when there is none. */
    public Mono<CustomRole> find(String name) {
        return roles.find(name);
    }

    /** By their names. */
    public Mono<List<CustomRole>> list(long offset, int limit) {
        return roles.list(offset, limit);
    }

    public Mono<Long> count() {
        return roles.count();
    }

    /** Changes the role if {@code meant} takes the version it has. */
    public Mono<RoleOutcome> change(String name, LongPredicate meant, Set<String> permissions) {
        return roles.find(name)
                .flatMap(role ->
                        meant.test(role.version()) ? store(role, role.changed(permissions)) : Mono.just(new Stale()))
                .defaultIfEmpty(new NoSuchRole())
                .delayUntil(outcome -> tell(outcome, "role.changed"))
                .as(transaction::transactional);
    }

    public Mono<RoleOutcome> delete(String name) {
        return roles.lock(name)
                .flatMap(
                        role -> roles.delete(name).map(deleted -> deleted ? new Done(role) : (RoleOutcome) new InUse()))
                .defaultIfEmpty(new NoSuchRole())
                .delayUntil(outcome -> tell(outcome, "role.deleted"))
                .as(transaction::transactional);
    }

    private Mono<Void> tell(RoleOutcome outcome, String action) {
        return outcome instanceof Done(var role)
                ? audit.record(AuditEntry.change(
                        action, "role", role.name(), null, Map.of("permissions", List.copyOf(role.permissions()))))
                : Mono.empty();
    }

    private Mono<RoleOutcome> store(CustomRole before, CustomRole after) {
        return after.equals(before)
                ? Mono.just(new Done(before))
                : roles.update(after)
                        .delayUntil(updated -> updated && !after.permissions().containsAll(before.permissions())
                                ? withdrawal.fromHoldersOf(after.name())
                                : Mono.empty())
                        .map(updated -> updated ? new Done(after) : (RoleOutcome) new Stale());
    }
}
