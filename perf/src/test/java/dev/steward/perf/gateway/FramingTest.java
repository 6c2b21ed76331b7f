package dev.steward.perf.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\ncontent-length:0\r\nX-A: b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void knowsWhereAMessageEndsAndThatAPartIsNone(String message) {
        assertThat(Framing.whole(read(message))).isEqualTo(message.length());
        assertThat(Framing.whole(read(message + "GET /"))).isEqualTo(message.length());
        for (int part = 0; part < message.length(); part++) {
            assertThat(Framing.whole(read(message.substring(0, part)))).isZero();
        }
    }

    @Test
    void readsTheStatus() {
        assertThat(Framing.status(read("HTTP/1.1 503 Service Unavailable\r\n\r\n")))
                .isEqualTo(503);
    }

    @Test
    void readsTheFirstLine() {
        assertThat(Framing.firstLine(read("GET /a HTTP/1.1\r\nHost: b\r\n\r\n")))
                .isEqualTo("GET /a HTTP/1.1");
    }

    private static ByteBuffer read(String text) {
        return ByteBuffer.allocate(256).put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
