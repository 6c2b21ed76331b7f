package dev.steward.session.adapter.docker;

import dev.steward.session.domain.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What belongs to whom: the names and labels of all that is made on the engine. */
record Names(String owner) {

    static final String OWNER = "dev.steward.owner";
    static final String SESSION = "dev.steward.session";
    static final String ATTEMPT = "dev.steward.attempt";
    static final String PROJECT = "dev.steward.project";

    private static final String ASKED = "-asked";

    /** Only one container can have it: who makes it has claimed the attempt. */
    static String container(Session session) {
        return container(session.id(), session.attempts().count());
    }

    static String container(String id, int attempt) {
        return "steward-" + UUID.fromString(id) + "-" + attempt;
    }

    /** What a container is called from when it is asked to end, so that everybody knows afterwards. */
    static String asked(String container) {
        return container + ASKED;
    }

    static boolean isAsked(String container) {
        return container.endsWith(ASKED);
    }

    /** What it was called when it was made. */
    static String unasked(String container) {
        return isAsked(container) ? container.substring(0, container.length() - ASKED.length()) : container;
    }

    /** Whether a container is one of this session's attempts. */
    static boolean isOf(String id, String container) {
        return container.startsWith(network(id) + "-");
    }

    static String network(String id) {
        return "steward-" + UUID.fromString(id);
    }

    Map<String, String> ofSession(String id) {
        return Map.of(OWNER, owner, SESSION, id);
    }

    Map<String, String> ofAttempt(Session session) {
        return Map.of(
                OWNER, owner,
                SESSION, session.id(),
                ATTEMPT, String.valueOf(session.attempts().count()),
                PROJECT, session.projectId());
    }

    /** As filters of the API write it. */
    List<String> owned() {
        return List.of(OWNER + "=" + owner);
    }

    List<String> owned(String id) {
        return List.of(OWNER + "=" + owner, SESSION + "=" + id);
    }

    /** Empty where it is not the id of a session. */
    static Optional<String> session(@Nullable Map<String, String> labels) {
        String id = labels == null ? null : labels.get(SESSION);
        return Optional.ofNullable(id).filter(Names::isId);
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
