package dev.steward.zerotrust.adapter.postgres;

import static java.util.Objects.requireNonNull;

import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code login_sessions}. */
final class LoginSessionRows {

    private LoginSessionRows() {}

    static LoginSession loginSession(Readable row) {
        @Nullable UUID deviceId = row.get("device_id", UUID.class);
        return new LoginSession(
                id(row, "id"),
                id(row, "user_id"),
                deviceId == null ? null : deviceId.toString(),
                time(row, "authenticated_at"),
                time(row, "expires_at"));
    }

    static OpenLoginSession open(Readable row) {
        LoginSession loginSession = loginSession(row);
        @Nullable Instant lastUsedAt = row.get("last_used_at", Instant.class);
        return new OpenLoginSession(
                loginSession,
                row.get("address", String.class),
                lastUsedAt == null ? loginSession.authenticatedAt() : lastUsedAt);
    }

    static RevokedLoginSession revoked(Readable row) {
        return new RevokedLoginSession(
                id(row, "id"),
                id(row, "user_id"),
                time(row, "revoked_at"),
                time(row, "tokens_expire_at"),
                requireNonNull(row.get("event_sequence", Long.class)));
    }

    private static String id(Readable row, String column) {
        return requireNonNull(row.get(column, UUID.class)).toString();
    }

    private static Instant time(Readable row, String column) {
        return requireNonNull(row.get(column, Instant.class));
    }
}
