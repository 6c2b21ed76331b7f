package dev.steward.zerotrust.application;

import dev.steward.events.UuidV7;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Users come into being. */
public class UserService {

    private static final Username ADMIN = new Username("admin");

    private final UserRepository users;
    private final GroupRepository groups;
    private final PasswordHasher hasher;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public UserService(
            UserRepository users,
            GroupRepository groups,
            PasswordHasher hasher,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.users = users;
        this.groups = groups;
        this.hasher = hasher;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The first half of creating a user, apart so that no transaction waits for it; empty when there is no room to hash. */
    public Mono<String> hash(Password password) {
        return hasher.hash(password);
    }

    public Mono<UserCreation> create(Username username, String passwordHash, Set<Role> roles) {
        return Mono.defer(() -> {
            User user = User.named(UuidV7.next(clock), username, roles, clock.instant());
            return users.insert(user, passwordHash)
                    .flatMap(inserted -> inserted ? announce(user) : Mono.just(new UserCreation.NameTaken()))
                    .as(transaction::transactional);
        });
    }

    /** Empty when there is none. */
    public Mono<User> find(String id) {
        return users.find(id);
    }

    /** Empty when there is none; what is both somebody's id and another's name means the id. */
    public Mono<User> findByIdOrName(String idOrName) {
        return users.find(idOrName)
                .switchIfEmpty(Mono.justOrEmpty(Username.parse(idOrName))
                        .flatMap(users::credential)
                        .map(UserRepository.Credential::user));
    }

    /** Creates the user {@code admin} unless some user is an admin already, be it by a group; true when it did. */
    public Mono<Boolean> createFirstAdmin(Password password) {
        return users.anyAdmin()
                .filter(any -> !any)
                .flatMap(_ -> groups.enabledAdmins(null, null))
                .filter(Set::isEmpty)
                .flatMap(_ -> hasher.hash(password))
                .flatMap(hash -> create(ADMIN, hash, EnumSet.of(Role.ADMIN)))
                .map(UserCreation.Created.class::isInstance)
                .defaultIfEmpty(false);
    }

    private Mono<UserCreation> announce(User user) {
        return outbox.append(new OutboxEvent("user", user.id(), 1, null, user.created()))
                .thenReturn(new UserCreation.Created(user));
    }
}
