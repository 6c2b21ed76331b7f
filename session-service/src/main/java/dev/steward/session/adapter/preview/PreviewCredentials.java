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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The session tokens a visitor shows: as bearer, or else in the cookie that the first visit with a bearer sets, because
 * what a page asks for by itself carries no header of its own.
 *
 * @param tokens more than one when some other host of the same site has set a cookie of this name, too
 * @param fromHeader whether it came as bearer
 */
record PreviewCredentials(List<SessionToken> tokens, boolean fromHeader) {

    /** No page of the session may read it, and no other site may send it along. */
    static final String COOKIE = "steward_preview";

    /** Over TLS browsers let no other host set a cookie of this name. */
    static final String HOST_COOKIE = "__Host-" + COOKIE;

    private static final Set<String> COOKIES = Set.of(COOKIE, HOST_COOKIE);

    static PreviewCredentials of(HttpHeaders headers) {
        List<String> bearers = headers.getAll(HttpHeaderNames.AUTHORIZATION);
        if (bearers.size() > 1) {
            throw new Problem(ProblemCode.BAD_REQUEST, "There is more than one Authorization header.");
        }
        return bearers.isEmpty()
                ? new PreviewCredentials(tokens(cookies(headers)), false)
                : new PreviewCredentials(tokens(Stream.of(BearerToken.of(springHeaders(bearers.getFirst())))), true);
    }

    /** Whether there is nothing that could be the right one, or the wrong one. */
    boolean areMissing() {
        return tokens.isEmpty() && !fromHeader;
    }

    /** Whether a browser may have sent them without being asked. */
    boolean areCookies() {
        return !tokens.isEmpty() && !fromHeader;
    }

    /** The header that has the next requests of this browser carry the token; null for a visitor who has it. */
    @Nullable
    String cookie(boolean overTls) {
        if (!fromHeader || tokens.isEmpty()) {
            return null;
        }
        return (overTls ? HOST_COOKIE : COOKIE) + "=" + tokens.getFirst().text() + "; Path=/; HttpOnly; SameSite=Strict"
                + (overTls ? "; Secure" : "");
    }

    private static Stream<String> cookies(HttpHeaders headers) {
        return headers.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(line -> ServerCookieDecoder.LAX.decodeAll(line).stream())
                .filter(cookie -> COOKIES.contains(cookie.name()))
                .map(Cookie::value);
    }

    private static List<SessionToken> tokens(Stream<String> texts) {
        return texts.filter(text -> text.startsWith(SessionToken.PREFIX))
                .distinct()
                .map(SessionToken::new)
                .toList();
    }

    private static org.springframework.http.HttpHeaders springHeaders(String authorization) {
        var headers = new org.springframework.http.HttpHeaders();
        headers.set(org.springframework.http.HttpHeaders.AUTHORIZATION, authorization);
        return headers;
    }
}
