package dev.steward.kit.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests byte by byte: what the server behind could read in another way does not reach it. */
class RequestFramingIT extends PassingToRawUpstream {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "POST", "PROPFIND"})
    void aLengthIsPassedOnWhateverConnectionSays(String method) throws IOException {
        upstream.answers(OK);

        String answer = exchange(
                method + " /a HTTP/1.1\r\nHost: a\r\nConnection: close, content-length, host\r\nContent-Length: "
                        + SMUGGLED.length() + "\r\n\r\n" + SMUGGLED);

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        await().atMost(DEADLINE).until(() -> upstream.received().endsWith("\r\n\r\n" + SMUGGLED));
        assertThat(upstream.received().toLowerCase(java.util.Locale.ROOT))
                .containsOnlyOnce("content-length: " + SMUGGLED.length() + "\r\n")
                .startsWith(method.toLowerCase(java.util.Locale.ROOT) + " /a http/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "POST"})
    void chunksArePassedOnAsChunksWhateverConnectionSays(String method) throws IOException {
        upstream.answers(OK);

        String answer = exchange(method + " /a HTTP/1.1\r\nHost: a\r\nConnection: close, transfer-encoding\r\n"
                + "Transfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        await().atMost(DEADLINE).until(() -> upstream.received().endsWith("3\r\nabc\r\n0\r\n\r\n"));
        assertThat(upstream.received().toLowerCase(java.util.Locale.ROOT))
                .contains("transfer-encoding: chunked\r\n")
                .doesNotContain("content-length");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nContent-Length: 36",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: 5, 36",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: 99999999999999999999",
                "Content-Length:",
                "Content-Length : 5",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: \u000bchunked",
                "Content-Length: 5\r\nTransfer-Encoding: xchunked"
            })
    void aBodyWithoutACertainEndIsRefusedWithItsConnection(String framing) throws IOException {
        String answer = exchange("POST /a HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n" + SMUGGLED + SMUGGLED);

        assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
        assertThat(upstream.received()).isEmpty();
    }

    @Test
    void chunksOfAnOldClientAreRefused() throws IOException {
        String answer = exchange("POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        assertThat(answer).contains(" 400 ");
        assertThat(upstream.received()).isEmpty();
    }

    /** Whether it is refused or its length is forgotten, it is one request and the connection ends with it. */
    @Test
    void lengthAndChunksTogetherAreNeverTwoRequests() throws IOException {
        String answer =
                exchange("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n\r\n" + SMUGGLED);

        assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
        assertThat(upstream.received()).doesNotContain("smuggled");
    }

    @Test
    void headersOfOneConnectionEndWithIt() throws IOException {
        upstream.answers(OK);

        exchange("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close, X-Own, Cookie\r\nConnection: x-other\r\nX-Own: 1\r\n"
                + "X-Other: 2\r\nCookie: c\r\nTE: trailers\r\nKeep-Alive: 9\r\nProxy-Connection: x\r\n"
                + "Proxy-Authorization: x\r\nUpgrade: h2c\r\nX-Kept: 3\r\n\r\n");

        assertThat(upstream.received())
                .contains("X-Kept: 3\r\n")
                .doesNotContainIgnoringCase("x-own")
                .doesNotContainIgnoringCase("x-other")
                .doesNotContainIgnoringCase("cookie")
                .doesNotContainIgnoringCase("keep-alive: 9")
                .doesNotContainIgnoringCase("proxy-")
                .doesNotContainIgnoringCase("te: trailers")
                .doesNotContainIgnoringCase("h2c");
    }

    @Test
    void aClientThatAsksWhetherToGoOnIsToldBeforeItSendsItsBody() throws IOException {
        // The answer is to the body, which looks like a head.
        upstream.answers("", OK);
        try (RawVisitor visitor = server.visitor()) {
            visitor.send("PUT /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\n"
                    + "Content-Length: " + SMUGGLED.length() + "\r\n\r\n");

            assertThat(visitor.readTo("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            assertThat(visitor.send(SMUGGLED).readAll()).contains("HTTP/1.1 200 ");
        }
        assertThat(upstream.received()).endsWith("\r\n\r\n" + SMUGGLED);
    }

    @Test
    void aVisitorThatIsGoneInItsBodyTakesTheCallWithIt() throws IOException {
        upstream.answers("");
        try (RawVisitor visitor = server.visitor()) {
            visitor.send("PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");
            await().atMost(DEADLINE).until(() -> upstream.received().endsWith("half"));

            visitor.reset();
        }

        await().atMost(DEADLINE).until(() -> upstream.open() == 0);
        upstream.answers(OK);
        assertThat(exchange("GET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .endsWith("ok");
        assertThat(upstream.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"})
    void aBodyThatDoesNotGoOnIsCutOff(String begun) throws IOException {
        upstream.answers("");

        assertThat(exchange("PUT /a HTTP/1.1\r\nHost: a\r\n" + begun))
                .startsWith("HTTP/1.1 400 ")
                .contains("did not go on");

        await().atMost(DEADLINE).until(() -> upstream.open() == 0);
    }
}
