package dev.steward.session.adapter.preview;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request to {@code /preview/<session>/<path>} is about.
 *
 * @param sessionId of the session
 * @param target path and query within its preview, as the client wrote them
 */
record PreviewTarget(String sessionId, String target) {

    static final String PREFIX = "/preview/";

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(/.*)");

    static @Nullable PreviewTarget of(String uri) {
        Matcher form = FORM.matcher(uri);
        return form.matches() ? new PreviewTarget(form.group(1), form.group(2)) : null;
    }
}
