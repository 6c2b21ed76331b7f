package dev.steward.kit.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the suite's own routes are about, as policies name it.
 *
 * @param project {@code _} where there is none
 * @param collection the first part of the permission
 * @param id {@code _} is the whole collection
 */
public record PlatformResource(String project, String collection, String id) {

    public static final String FIRST_SEGMENT = "platform";

    /** In the place of a project or an id where there is none. */
    public static final String NONE = "_";

    /** How it is written. */
    public static final String SHAPE = "platform/<project|_>/<collection>/<id|_>";

    public static final int SEGMENTS = 4;

    /** In the place of a project that is not known yet: no pattern has it as a segment, so that only wildcards match. */
    private static final String SOME = "*some*";

    /** Empty for what is none. */
    public static Optional<PlatformResource> parse(String resource) {
        String[] segments = resource.split("/", -1);
        return segments.length == SEGMENTS && segments[0].equals(FIRST_SEGMENT)
                ? Optional.of(new PlatformResource(segments[1], segments[2], segments[3]))
                : Optional.empty();
    }

    /**
     * What a request is about. Whatever a client wrote is one segment of it.
     *
     * @param projectId null for what belongs to none
     * @param id null for the whole collection
     */
    public static PlatformResource of(@Nullable String projectId, String collection, @Nullable String id) {
        return new PlatformResource(segment(projectId), collection, segment(id));
    }

    /** The same in a project that is not known. */
    public PlatformResource inSomeProject() {
        return new PlatformResource(SOME, collection, id);
    }

    public boolean hasProject() {
        return !project.equals(NONE);
    }

    /** What a role has to permit. */
    public String permission(String action) {
        return collection + ":" + action;
    }

    public List<String> segments() {
        return List.of(FIRST_SEGMENT, project, collection, id);
    }

    public ResourcePattern pattern() {
        return new ResourcePattern(segments(), false);
    }

    @Override
    public String toString() {
        return FIRST_SEGMENT + "/" + project + "/" + collection + "/" + id;
    }

    /** What would be no segment, or more than one, is encoded, so that no pattern is evaded by it. */
    private static String segment(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        return text.indexOf('/') < 0 && text.indexOf('%') < 0 && Resources.isWellFormed(text)
                ? text
                : URLEncoder.encode(text, UTF_8).replace(".", "%2E");
    }
}
