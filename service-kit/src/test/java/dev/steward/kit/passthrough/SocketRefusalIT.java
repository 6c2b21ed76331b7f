package dev.steward.kit.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes of WebSockets that end without one, byte by byte. */
class SocketRefusalIT extends PassingToRawUpstream {

    private static final String HANDSHAKE = "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /s HTTP/1.1\r\n" + HANDSHAKE + KEY + VERSION + "Content-Length: 4\r\n\r\nbody",
                "GET /s HTTP/1.1\r\n" + HANDSHAKE + KEY + VERSION
                        + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "POST /s HTTP/1.1\r\n" + HANDSHAKE + KEY + VERSION + "\r\n",
                "GET /s HTTP/1.1\r\n" + HANDSHAKE + VERSION + "\r\n",
                "GET /s HTTP/1.1\r\n" + HANDSHAKE + KEY + KEY + VERSION + "\r\n",
                "GET /s HTTP/1.1\r\n" + HANDSHAKE + KEY + "Sec-WebSocket-Version: 8\r\n\r\n"
            })
    void whatIsNoHandshakeReachesNobody(String request) throws IOException {
        assertThat(exchange(request, "}")).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void aRefusalIsPassedOnAsTheServerBehindSaidIt() throws IOException {
        upstream.answers(
                "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/problem+json\r\nRetry-After: 5\r\n"
                        + "Content-Length: 7\r\n\r\n{\"a\":1}");

        assertThat(exchange(handshake(), "}"))
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("retry-after: 5\r\n")
                .containsIgnoringCase("content-type: application/problem+json\r\n")
                .containsIgnoringCase("content-length: 7\r\n")
                .endsWith("\r\n\r\n{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({"403 Forbidden, 403, forbidden", "418 Teapot, 502, bad-gateway", "200 OK, 502, bad-gateway"})
    void aRefusalThatSaysNothingIsExplained(String status, int answered, String code) throws IOException {
        upstream.answers("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");

        assertThat(exchange(handshake(), "}"))
                .startsWith("HTTP/1.1 " + answered + " ")
                .contains("application/problem+json")
                .contains("\"code\":\"" + code + "\"");
    }

    @Test
    void aHandshakeThatIsNotAnsweredEnds() throws IOException {
        upstream.answers("");

        assertThat(exchange(handshake(), "}")).startsWith("HTTP/1.1 502 ").contains("ReadTimeout");
    }

    private static String handshake() {
        return "GET /s HTTP/1.1\r\n" + HANDSHAKE + KEY + VERSION + "\r\n";
    }
}
