package dev.steward.events;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the {@code source} of all events of one caller begins with: it is that, or below it. */
public record SourcePrefix(String text) {

    /** As a refused text is answered. */
    public static final String RULE = "must be an absolute path or URI of at most 200 characters, as /ci,"
            + " https://ci.example.org/ or urn:example:ci, plain, and none that the suite or all of its callers use";

    private static final int LONGEST = 200;

    /** Below it is what callers use who have none of their own. */
    private static final SourcePrefix CALLERS = new SourcePrefix("/callers");

    /** What may follow a whole name, so that {@code /ci} is not {@code /cinema}. */
    private static final String ENDS = "/:#?";

    /** A scheme and a host in lower case, so that no two texts are one; or a scheme and a name in it. */
    private static final Pattern URI_FORM =
            Pattern.compile("[a-z][a-z0-9+.-]*:(//[a-z0-9.-]+(:[0-9]+)?(/[!-~]*)?|[A-Za-z0-9][!-~]*)");

    private static final Pattern PATH_FORM = Pattern.compile("/[!-.0-~][!-~]*");

    /** For whoever has none of their own. */
    public static SourcePrefix ofCaller(String userId) {
        return new SourcePrefix(CALLERS.text + "/" + userId);
    }

    /** Whether a caller can have it as their own. */
    public static boolean registrable(String text) {
        return text.length() <= LONGEST
                && (PATH_FORM.matcher(text).matches() || URI_FORM.matcher(text).matches())
                && text.chars().noneMatch(c -> "?#%".indexOf(c) >= 0)
                && isPlain(text)
                && reserved().noneMatch(new SourcePrefix(text)::overlaps);
    }

    /** Whether an event with the source is of the caller whose prefix this is. */
    public boolean covers(String source) {
        return isPlain(source) && begins(source);
    }

    /** Whether there can be a source that both cover. */
    public boolean overlaps(SourcePrefix other) {
        return begins(other.text) || other.begins(text);
    }

    private boolean begins(String source) {
        return source.startsWith(text)
                && (source.length() == text.length()
                        || isEnd(text.charAt(text.length() - 1))
                        || isEnd(source.charAt(text.length())));
    }

    private static boolean isEnd(char c) {
        return ENDS.indexOf(c) >= 0;
    }

    private static Stream<SourcePrefix> reserved() {
        Stream<SourcePrefix> services =
                Topics.OF_EVERY_SERVICE.stream().map(topic -> new SourcePrefix("/" + Topics.owner(topic)));
        return Stream.concat(Stream.of(CALLERS), services);
    }

    /** With {@code ..}, encoded or not, it could be read as something that is not below the prefix. */
    private static boolean isPlain(String source) {
        try {
            return !source.toLowerCase(Locale.ROOT).contains("%2e")
                    && new URI(source).normalize().toString().equals(source);
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
