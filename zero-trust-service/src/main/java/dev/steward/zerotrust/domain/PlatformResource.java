package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.ResourcePattern;
import java.util.List;

/** How policies name what the suite's own routes are about. */
final class PlatformResource {

    static final String FIRST_SEGMENT = "platform";

    /** In the place of a project or an id where there is none. */
    static final String NONE = "_";

    static final String SHAPE = "platform/<project|_>/<collection>/<id|_>";
    static final int SEGMENTS = 4;

    private PlatformResource() {}

    /** Something that belongs to no project; {@link #NONE} as the id is the whole collection. */
    static ResourcePattern ofNoProject(String collection, String id) {
        return new ResourcePattern(List.of(FIRST_SEGMENT, NONE, collection, id), false);
    }
}
