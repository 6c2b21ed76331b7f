package dev.steward.kit.security;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The bearer token of a request: in the one {@code Authorization} header it has (RFC 6750 §2.1), and nowhere else. Only the
 * handshake of a WebSocket, whose headers a browser does not let anybody set, may name it as a protocol instead.
 */
public final class BearerToken {

    private static final Pattern CREDENTIALS = Pattern.compile("bearer +(\\S.*)", Pattern.CASE_INSENSITIVE);

    /** Below it are all sockets. */
    private static final String SOCKETS = "/ws/";

    private static final String PROTOCOL = "bearer.";

    /** The protocol that sockets speak; one that names a token has to be offered beside it, to be the one selected. */
    public static final String SOCKET_PROTOCOL = "steward";

    private BearerToken() {}

    /** As {@link #of(HttpHeaders)}, and in the handshake of a socket from {@code Sec-WebSocket-Protocol: steward, bearer.…}. */
    public static String of(ServerHttpRequest request) {
        List<String> offered = isHandshake(request) ? protocols(request.getHeaders()) : List.of();
        List<String> named = offered.stream()
                .filter(protocol -> protocol.startsWith(PROTOCOL))
                .toList();
        if (named.isEmpty() || !offered.contains(SOCKET_PROTOCOL)) {
            return of(request.getHeaders());
        }
        if (named.size() > 1 || request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            throw ambiguous("There is more than one token.");
        }
        return named.getFirst().substring(PROTOCOL.length());
    }

    /** Whether it shows a token, or other credentials where tokens are. */
    public static boolean isShown(ServerHttpRequest request) {
        return request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
                || protocols(request.getHeaders()).stream().anyMatch(protocol -> protocol.startsWith(PROTOCOL));
    }

    /** Whether it asks for one of the suite's sockets. */
    public static boolean isHandshake(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())
                && request.getPath().pathWithinApplication().value().startsWith(SOCKETS);
    }

    private static List<String> protocols(HttpHeaders headers) {
        return headers.getOrEmpty("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /** Throws the {@link Problem} to answer with when there is none, or more than one. */
    public static String of(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (values.size() > 1) {
            // Whoever is in front may have looked at the other.
            throw ambiguous("There is more than one Authorization header.");
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

    private static Problem ambiguous(String detail) {
        return new Problem(ProblemCode.BAD_REQUEST, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_request\"");
    }

    private static Problem unauthorized(String detail, String challenge) {
        return new Problem(ProblemCode.UNAUTHORIZED, detail).header(HttpHeaders.WWW_AUTHENTICATE, challenge);
    }
}
