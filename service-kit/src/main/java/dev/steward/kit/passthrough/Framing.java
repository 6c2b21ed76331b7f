package dev.steward.kit.passthrough;

import dev.steward.kit.web.Problem;
import dev.steward.kit.web.ProblemCode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import reactor.netty.http.server.HttpServerRequest;

/**
 * How it is told where a body ends (RFC 9112 §6). What the server behind might read in another way is refused, and the
 * connection with it, since what follows on it could be anything.
 */
enum Framing {
    NONE,
    LENGTH,
    CHUNKED;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** Throws the {@link Problem} to answer with. */
    static Framing of(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty() || !request.version().equals(HttpVersion.HTTP_1_1) || !isUnderstood(headers)) {
                throw refusal("The end of the body cannot be told.");
            }
            return CHUNKED;
        }
        if (lengths.size() > 1
                || lengths.stream().anyMatch(length -> !NUMBER.matcher(length).matches())) {
            throw refusal("The length of the body cannot be told.");
        }
        return lengths.isEmpty() ? NONE : LENGTH;
    }

    /** Whether a message has no coding of its own but chunks: a coding below them would be lost with its header. */
    static boolean isUnderstood(HttpHeaders headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty()
                || (codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst()));
    }

    static Problem refusal(String detail) {
        return new Problem(ProblemCode.BAD_REQUEST, detail).header("Connection", "close");
    }
}
