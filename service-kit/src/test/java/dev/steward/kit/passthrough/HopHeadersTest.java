package dev.steward.kit.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class HopHeadersTest {

    @Test
    void endWithTheirConnectionAndSoDoThoseThatItNames() {
        HttpHeaders headers = headers("Connection", "close, X-Own", "X-Own", "1", "Upgrade", "h2c", "Accept", "*/*");

        assertThat(HopHeaders.without(headers).names()).containsExactly("Accept");
    }

    @Test
    void whatFramesABodyIsNotTakenAwayByName() {
        HttpHeaders headers =
                headers("Connection", "Content-Length, HOST", "Content-Length", "5", "Host", "a.localhost");

        assertThat(HopHeaders.without(headers).names()).containsExactlyInAnyOrder("Content-Length", "Host");
    }

    private static HttpHeaders headers(String... pairs) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], pairs[i + 1]);
        }
        return headers;
    }
}
