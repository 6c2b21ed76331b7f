package dev.steward.zerotrust.domain;

import dev.steward.events.trust.TrustEvent;
import dev.steward.events.trust.UserCreated;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.events.trust.UserStateChanged;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A person known by name, or a service account. {@code eventSequence} counts from 1 what others are told: that the user exists, and each change
 * of state or of what tokens count.
 *
 * @param stateChangedAt null while the user is as created
 * @param tokensValidFrom what was issued before says roles that were taken away since, in whole seconds as tokens say it; null
 *     when no such token can be alive
 */
public record User(
        String id,
        Username username,
        UserKind kind,
        Set<Role> roles,
        UserState state,
        @Nullable Instant stateChangedAt,
        @Nullable Instant tokensValidFrom,
        Instant createdAt,
        long version,
        long eventSequence) {

    public User {
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    public static User named(String id, Username username, Set<Role> roles, Instant now) {
        return new User(id, username, UserKind.PERSON, roles, UserState.ENABLED, null, null, now, 1, 1);
    }

    /** A service account goes by a name made of its id, which leaves all others to people. */
    public static User service(String id, Set<Role> roles, Instant now) {
        var username = new Username("service-account-" + id);
        return new User(id, username, UserKind.SERVICE, roles, UserState.ENABLED, null, null, now, 1, 1);
    }

    public boolean disabled() {
        return state != UserState.ENABLED;
    }

    public boolean person() {
        return kind == UserKind.PERSON;
    }

    /** Whether others may rely on there being an admin because of this user, who can log in. */
    public boolean enabledAdmin() {
        return person() && !disabled() && roles.contains(Role.ADMIN);
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

    /** For the audit, where no event tells of the change. */
    public AuditEntry changedFrom(User before) {
        return AuditEntry.change(
                "user.changed",
                "user",
                id,
                null,
                Map.of(
                        "roles_before", before.roleNames(),
                        "roles", roleNames(),
                        "disabled_before", before.disabled(),
                        "disabled", disabled()));
    }

    /** What the rest of the suite has to know to decide about access. */
    public UserStateChanged stateChanged() {
        return new UserStateChanged(
                id, disabled(), stateChangedAt == null ? createdAt : stateChangedAt, tokensValidFrom);
    }

    /** Whether a token counts that was issued then. */
    public boolean tokensCount(Instant issuedAt) {
        return tokensValidFrom == null || !issuedAt.isBefore(tokensValidFrom);
    }

    /** With no token of before, because groups gave roles that they give no more. */
    public User outdated(Instant now) {
        return new User(
                id,
                username,
                kind,
                roles,
                state,
                stateChangedAt,
                nextTokensValidFrom(now),
                createdAt,
                version,
                eventSequence + 1);
    }

    /** Once no token of before can be alive. */
    public User upToDate() {
        return new User(id, username, kind, roles, state, stateChangedAt, null, createdAt, version, eventSequence + 1);
    }

    /**
     * Tokens tell seconds only, so that of those of this second none counts. When none of it counted already, there is none
     * to end: whoever issues waits for the next. Never earlier than before, whichever instance's clock is behind.
     */
    private Instant nextTokensValidFrom(Instant now) {
        Instant next = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return tokensValidFrom == null || tokensValidFrom.isBefore(next) ? next : tokensValidFrom;
    }

    private User in(UserState next, Set<Role> nextRoles, Instant now) {
        boolean moves = next != state;
        boolean loses = !nextRoles.containsAll(roles) || (moves && next != UserState.ENABLED);
        return new User(
                id,
                username,
                kind,
                nextRoles,
                next,
                moves ? now : stateChangedAt,
                loses ? nextTokensValidFrom(now) : tokensValidFrom,
                createdAt,
                version + 1,
                moves || loses ? eventSequence + 1 : eventSequence);
    }
}
