package dev.steward.session.adapter.kubernetes;

import dev.steward.session.domain.Session;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What the objects of sessions are called, and the labels they are found by. The chart says the same. */
record Names(String owner, String namespacePrefix) {

    static final String OWNER = "steward.dev/owner";
    static final String SESSION = "steward.dev/session";
    static final String ATTEMPT = "steward.dev/attempt";
    static final String RECORD = "steward.dev/attempt-record";

    /** One more than a project can have, so that what is made from it is no project's name. */
    private static final int LONGER_THAN_ANY_PROJECT = 41;

    /** A project may end with a dash, and a namespace may not. */
    String namespace(String projectId) {
        return namespacePrefix
                + (projectId.endsWith("-") ? hash(projectId).substring(0, LONGER_THAN_ANY_PROJECT) : projectId);
    }

    String namespace(Session session) {
        return namespace(session.projectId());
    }

    static String object(String sessionId) {
        return "session-" + sessionId;
    }

    static String pod(Session session) {
        return object(session.id()) + "-" + session.attempts().count();
    }

    Map<String, String> ofOwner() {
        return Map.of(OWNER, owner);
    }

    Map<String, String> ofSession(String sessionId) {
        return Map.of(OWNER, owner, SESSION, sessionId);
    }

    boolean isOwn(HasMetadata object) {
        return owner.equals(label(object, OWNER).orElse(null));
    }

    static Optional<String> session(HasMetadata object) {
        return label(object, SESSION);
    }

    /** Zero for what is no attempt. */
    static int attempt(HasMetadata object) {
        return label(object, ATTEMPT)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    private static Optional<String> label(HasMetadata object, String name) {
        return Optional.ofNullable(object.getMetadata().getLabels()).map(labels -> labels.get(name));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
