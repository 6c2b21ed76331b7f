package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.ResourcePattern;
import java.util.List;
import java.util.Optional;

/**
 * What the suite's own routes are about, as policies name it.
 *
 * @param project {@code _} where there is none
 * @param id {@code _} is the whole collection
 */
public record PlatformResource(String project, String collection, String id) {

    static final String FIRST_SEGMENT = "platform";

    /** In the place of a project or an id where there is none. */
    static final String NONE = "_";

    static final String SHAPE = "platform/<project|_>/<collection>/<id|_>";
    static final int SEGMENTS = 4;

    /** Empty for what is none. */
    public static Optional<PlatformResource> parse(String resource) {
        String[] segments = resource.split("/", -1);
        return segments.length == SEGMENTS && segments[0].equals(FIRST_SEGMENT)
                ? Optional.of(new PlatformResource(segments[1], segments[2], segments[3]))
                : Optional.empty();
    }

    static PlatformResource ofNoProject(String collection, String id) {
        return new PlatformResource(NONE, collection, id);
    }

    public boolean hasProject() {
        return !project.equals(NONE);
    }

    /** What a role has to permit. */
    public String permission(String action) {
        return collection + ":" + action;
    }

    ResourcePattern pattern() {
        return new ResourcePattern(List.of(FIRST_SEGMENT, project, collection, id), false);
    }
}
