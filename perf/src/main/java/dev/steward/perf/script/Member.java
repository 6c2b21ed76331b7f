package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A user of the run who stays logged in; shared by threads. */
public final class Member {
    /** Well before the token ends after 15 minutes. */
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

    private final String id;
    private final String username;
    private final String password;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;
    private long since;

    Member(String id, String username, String password) {
        this.id = id;
        this.username = username;
        this.password = password;
    }

    public String id() {
        return id;
    }

    public String token(Http http) {
        lock.lock();
        try {
            var current = token;
            if (current == null || System.nanoTime() - since > RENEWED_AFTER.toNanos()) {
                current = login(http);
                token = current;
                since = System.nanoTime();
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** A login session of its own. */
    String login(Http http) {
        return logIn(http).text("access_token");
    }

    /** As {@link #login}, with all that the answer says. */
    Reply logIn(Http http) {
        return http.send(loginWith(password), null);
    }

    Call loginWith(String given) {
        var body = Map.of("username", username, "password", given);
        return Call.post("login", "/api/v1/auth/login", body, UUID.randomUUID().toString(), 200);
    }
}
