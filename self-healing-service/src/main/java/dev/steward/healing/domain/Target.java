package dev.steward.healing.domain;

/** What an incident is about, named as its owner names it. */
public record Target(String type, String id, String projectId) {

    private static final String SESSION = "session";

    public static Target session(String sessionId, String projectId) {
        return new Target(SESSION, sessionId, projectId);
    }
}
