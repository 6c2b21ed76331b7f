package dev.steward.kit.web;

import java.util.List;

/** Which versions of a record a change is meant for (RFC 9110, 13.1.1); a handler that takes it demands {@code If-Match}. */
public record IfMatch(List<String> tags) {

    private static final String ANY = "*";

    public IfMatch {
        tags = List.copyOf(tags);
    }

    /** The {@code ETag} of a version. */
    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    public boolean covers(long version) {
        return tags.contains(ANY) || tags.contains(tag(version));
    }

    public static Problem stale() {
        return new Problem(ProblemCode.PRECONDITION_FAILED, "It was changed since; read it again.");
    }
}
