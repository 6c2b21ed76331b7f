package dev.steward.gateway.intake;

import dev.steward.kit.security.Caller;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** What a caller's events may call their source: what is registered, and what is below that. */
final class SourcePrefix {

    /** What may follow a whole name, so that {@code /ci} is not {@code /cinema}. */
    private static final String ENDS = "/:#?";

    private final Map<String, String> registered;

    /** @param registered by user name */
    SourcePrefix(Map<String, String> registered) {
        this.registered = registered;
    }

    String of(Caller caller) {
        return registered.getOrDefault(caller.username(), "/callers/" + caller.userId());
    }

    boolean allows(Caller caller, String source) {
        String prefix = of(caller);
        if (!source.startsWith(prefix) || !isPlain(source)) {
            return false;
        }
        return source.length() == prefix.length()
                || isEnd(prefix.charAt(prefix.length() - 1))
                || isEnd(source.charAt(prefix.length()));
    }

    private static boolean isEnd(char c) {
        return ENDS.indexOf(c) >= 0;
    }

    /** With {@code ..} it could be read as something that is not below the prefix. */
    private static boolean isPlain(String source) {
        try {
            return new URI(source).normalize().toString().equals(source);
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
