package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.UserFilter;
import dev.steward.zerotrust.domain.UserKind;
import dev.steward.zerotrust.domain.UserState;
import dev.steward.zerotrust.domain.Username;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Reads rows of users, and says which people a filter means. */
final class UserRows {

    static final String MATCHES = """
            not deleted and kind = 'person'
            and (cast(:username as text) is null or username = :username)
            and (cast(:role as text) is null or :role = any (roles))
            and (cast(:disabled as boolean) is null or disabled = :disabled)
            """;

    private UserRows() {}

    static User user(Readable row) {
        Set<Role> roles = Arrays.stream(requireNonNull(row.get("roles", String[].class)))
                .map(role -> Role.parse(role).orElseThrow())
                .collect(Collectors.toSet());
        return new User(
                requireNonNull(row.get("id", UUID.class)).toString(),
                new Username(requireNonNull(row.get("username", String.class))),
                UserKind.valueOf(requireNonNull(row.get("kind", String.class)).toUpperCase(Locale.ROOT)),
                roles,
                state(row),
                row.get("state_changed_at", Instant.class),
                row.get("tokens_valid_from", Instant.class),
                requireNonNull(row.get("created_at", Instant.class)),
                requireNonNull(row.get("version", Long.class)),
                requireNonNull(row.get("event_sequence", Long.class)));
    }

    static GenericExecuteSpec bind(GenericExecuteSpec statement, UserFilter filter) {
        @Nullable
        String username = filter.username() == null ? null : filter.username().value();
        @Nullable String role = filter.role() == null ? null : filter.role().wireName();
        GenericExecuteSpec bound = bind(statement, "username", username, String.class);
        bound = bind(bound, "role", role, String.class);
        return bind(bound, "disabled", filter.disabled(), Boolean.class);
    }

    static GenericExecuteSpec bindTime(GenericExecuteSpec statement, String name, @Nullable Instant time) {
        return bind(statement, name, time, Instant.class);
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }

    private static UserState state(Readable row) {
        if (requireNonNull(row.get("deleted", Boolean.class))) {
            return UserState.DELETED;
        }
        return requireNonNull(row.get("disabled", Boolean.class)) ? UserState.DISABLED : UserState.ENABLED;
    }
}
