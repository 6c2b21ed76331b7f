package dev.steward.zerotrust.domain;

import dev.steward.events.trust.UserCreated;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A person or program known by name. */
public record User(String id, Username username, Set<Role> roles, boolean disabled, Instant createdAt) {

    public User {
        roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    }

    public static User named(String id, Username username, Set<Role> roles, Instant now) {
        return new User(id, username, roles, false, now);
    }

    public List<String> roleNames() {
        return roles.stream().map(Role::wireName).toList();
    }

    public UserCreated created() {
        return new UserCreated(id, username.value(), roleNames());
    }
}
