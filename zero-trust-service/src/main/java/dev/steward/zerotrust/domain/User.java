package dev.steward.zerotrust.domain;

import dev.steward.events.trust.TrustEvent;
import dev.steward.events.trust.UserCreated;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.events.trust.UserStateChanged;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A person known by name. {@code eventSequence} counts from 1 what others are told: that the user exists, and each change
 * of state.
 *
 * @param stateChangedAt null while the user is as created
 */
public record User(
        String id,
        Username username,
        Set<Role> roles,
        UserState state,
        @Nullable Instant stateChangedAt,
        Instant createdAt,
        long version,
        long eventSequence) {

    public User {
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    public static User named(String id, Username username, Set<Role> roles, Instant now) {
        return new User(id, username, roles, UserState.ENABLED, null, now, 1, 1);
    }

    public boolean disabled() {
        return state != UserState.ENABLED;
    }

    /** Whether others may rely on there being an admin because of this user. */
    public boolean enabledAdmin() {
        return !disabled() && roles.contains(Role.ADMIN);
    }

    /** Itself when nothing changes. */
    public User changed(UserChange change, Instant now) {
        User changed = in(
                change.disabled() == null
                        ? state
                        : Boolean.TRUE.equals(change.disabled()) ? UserState.DISABLED : UserState.ENABLED,
                change.roles() == null ? roles : change.roles(),
                now);
        return changed.state == state && changed.roles.equals(roles) ? this : changed;
    }

    /** Without a role, so that nothing is left to find by one. */
    public User deleted(Instant now) {
        return in(UserState.DELETED, Set.of(), now);
    }

    public List<String> roleNames() {
        return roles.stream().map(Role::wireName).toList();
    }

    public UserCreated created() {
        return new UserCreated(id, username.value(), roleNames());
    }

    /** Empty when nothing is to be told but the state itself. */
    public Optional<TrustEvent> left() {
        return switch (state) {
            case ENABLED -> Optional.empty();
            case DISABLED -> Optional.of(new UserDisabled(id));
            case DELETED -> Optional.of(new UserDeleted(id));
        };
    }

    /** What the rest of the suite has to know to decide about access. */
    public UserStateChanged stateChanged() {
        return new UserStateChanged(id, disabled(), stateChangedAt == null ? createdAt : stateChangedAt);
    }

    private User in(UserState next, Set<Role> nextRoles, Instant now) {
        boolean moves = next != state;
        return new User(
                id,
                username,
                nextRoles,
                next,
                moves ? now : stateChangedAt,
                createdAt,
                version + 1,
                moves ? eventSequence + 1 : eventSequence);
    }
}
