package dev.steward.perf.chaos;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Http.Outcome;
import dev.steward.perf.load.Reply;
import dev.steward.perf.load.UnexpectedAnswerException;
import dev.steward.perf.script.Member;
import dev.steward.perf.script.Sessions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sessions of one user, and what the suite has promised about them. Shared by threads. */
final class AcceptedWork {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Http http;
    private final Sessions sessions;
    private final Member owner;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> kills = new ConcurrentHashMap<>();

    AcceptedWork(Http http, Sessions sessions, Member owner) {
        this.http = http;
        this.sessions = sessions;
        this.owner = owner;
    }

    /** Opens a session with a page; asks again with the same key while the suite says to come again. */
    String open() {
        var id = patiently(sessions.opening(UUID.randomUUID().toString())).text("id");
        opened.add(id);
        return id;
    }

    void publish(String id) {
        patiently(Call.put("file put", Sessions.path(id) + "/files/index.html", "text/html", page(id)));
    }

    void delete(String id) {
        patiently(Call.delete("delete session", Sessions.path(id)));
        deleted.add(id);
    }

    Reply session(String id) {
        return patiently(Call.get("session", Sessions.path(id)));
    }

    Reply get(String step, String target) {
        return patiently(Call.get(step, target));
    }

    /** Already known to the suite before the run. */
    void adopt(String id) {
        opened.add(id);
    }

    void killed(String id) {
        kills.merge(id, 1, Integer::sum);
    }

    int killsOf(String id) {
        return kills.getOrDefault(id, 0);
    }

    Set<String> opened() {
        return Set.copyOf(opened);
    }

    Set<String> deleted() {
        return Set.copyOf(deleted);
    }

    Map<String, Integer> kills() {
        return Map.copyOf(kills);
    }

    static String page(String id) {
        return "<!doctype html><title>Session</title><p>" + id + "</p>\n";
    }

    private Reply patiently(Call call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            switch (http.attempt(call, token(), System.nanoTime())) {
                case Outcome.Answered(Reply reply) -> {
                    return reply;
                }
                case Outcome.Failed(var failure) -> {
                    if (!failure.asksToComeAgain() || System.nanoTime() > deadline) {
                        throw new UnexpectedAnswerException(failure);
                    }
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private @Nullable String token() {
        return owner.token(http);
    }
}
