package dev.steward.session.domain;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which content of a file a change is meant for (RFC 9110, 13.1).
 *
 * @param matching one of these tags it must have, {@code *} is any content; null when nothing is asked
 * @param notMatching none of these tags it may have, {@code *} is any content
 */
public record Precondition(@Nullable List<String> matching, List<String> notMatching) {

    public static final Precondition NONE = new Precondition(null, List.of());

    private static final String ANY = "*";
    private static final String WEAK = "W/";

    public Precondition {
        matching = matching == null ? null : List.copyOf(matching);
        notMatching = List.copyOf(notMatching);
    }

    /** From the values of {@code If-Match} and {@code If-None-Match}; null for a header that is not there. */
    public static Precondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return new Precondition(
                ifMatch == null ? null : tags(ifMatch), ifNoneMatch == null ? List.of() : tags(ifNoneMatch));
    }

    /**
     * Whether a change may go on.
     *
     * @param exists whether there is anything in its place
     * @param tag the strong tag of what is there; null for what has none
     */
    public boolean holds(boolean exists, @Nullable String tag) {
        return matches(exists, tag) && !excludes(exists, tag);
    }

    /** A strong comparison: a weak tag in the list matches nothing. */
    private boolean matches(boolean exists, @Nullable String tag) {
        if (matching == null) {
            return true;
        }
        return exists && (matching.contains(ANY) || (tag != null && matching.contains(tag)));
    }

    private boolean excludes(boolean exists, @Nullable String tag) {
        return exists
                && notMatching.stream()
                        .anyMatch(each -> each.equals(ANY) || strong(each).equals(tag));
    }

    private static String strong(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    private static List<String> tags(String header) {
        return Stream.of(header.split(",", -1)).map(String::strip).toList();
    }
}
