package dev.steward.session.adapter.preview;

import dev.steward.kit.security.BearerToken;
import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import dev.steward.session.domain.SessionToken;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session token of a visitor: as bearer, or else in the cookie that the first visit with a bearer sets, because
 * what a page asks for by itself carries no header of its own.
 *
 * @param fromHeader whether it came as bearer
 */
record PreviewCredentials(@Nullable SessionToken token, boolean fromHeader) {

    /** No page of the session may read it, and no other site may send it along. */
    static final String COOKIE = "steward_preview";

    static PreviewCredentials of(HttpHeaders headers) {
        List<String> bearers = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (bearers.size() > 1) {
            throw new Problem(ProblemCode.BAD_REQUEST, "There is more than one Authorization header.");
        }
        if (!bearers.isEmpty()) {
            return new PreviewCredentials(sessionToken(BearerToken.of(springHeaders(bearers.getFirst()))), true);
        }
        return headers.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(line -> ServerCookieDecoder.LAX.decodeAll(line).stream())
                .filter(cookie -> cookie.name().equals(COOKIE))
                .map(Cookie::value)
                .findFirst()
                .map(value -> new PreviewCredentials(sessionToken(value), false))
                .orElseGet(() -> new PreviewCredentials(null, false));
    }

    /** The header that has the next requests of this browser carry the token. */
    static String cookie(SessionToken of, boolean overTls) {
        return COOKIE + "=" + of.text() + "; Path=/; HttpOnly; SameSite=Strict" + (overTls ? "; Secure" : "");
    }

    private static @Nullable SessionToken sessionToken(String text) {
        return text.startsWith(SessionToken.PREFIX) ? new SessionToken(text) : null;
    }

    private static org.springframework.http.HttpHeaders springHeaders(String authorization) {
        var headers = new org.springframework.http.HttpHeaders();
        headers.set(org.springframework.http.HttpHeaders.AUTHORIZATION, authorization);
        return headers;
    }
}
