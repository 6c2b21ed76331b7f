package dev.steward.kit.security;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** The bearer token of a request: in the one {@code Authorization} header it has (RFC 6750 §2.1), and nowhere else. */
public final class BearerToken {

    private static final Pattern CREDENTIALS = Pattern.compile("bearer +(\\S.*)", Pattern.CASE_INSENSITIVE);

    private BearerToken() {}

    /** Throws the {@link Problem} to answer with when there is none, or more than one. */
    public static String of(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (values.size() > 1) {
            // Whoever is in front may have looked at the other.
            throw new Problem(ProblemCode.BAD_REQUEST, "There is more than one Authorization header.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_request\"");
        }
        Matcher credentials = CREDENTIALS.matcher(values.isEmpty() ? "" : values.getFirst());
        if (!credentials.matches()) {
            throw unauthorized("A bearer token is needed.", "Bearer");
        }
        return credentials.group(1);
    }

    /** The answer to a token that does not hold. */
    public static Problem refused(String detail) {
        return unauthorized(detail, "Bearer error=\"invalid_token\"");
    }

    private static Problem unauthorized(String detail, String challenge) {
        return new Problem(ProblemCode.UNAUTHORIZED, detail).header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
