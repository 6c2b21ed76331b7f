package dev.steward.kit.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers byte by byte: each belongs to one request, and half of one is never taken for the whole. */
class AnswerFramingIT extends PassingToRawUpstream {

    private static final String OTHER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n"
            })
    void interimAnswersAreLeftOut(String interim) throws IOException {
        upstream.answers(interim + OK, interim + OTHER, interim + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");

        assertThat(get()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok").containsOnlyOnce("HTTP/1.1");
        assertThat(get()).endsWith("\r\n\r\nother");
        assertThat(ask("HEAD"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("content-length: 7\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\nok",
                "HTTP/1.1 100 Continue\r\n\r\n" + RawUpstream.CLOSE,
                "nothing of the kind\r\n\r\n",
                RawUpstream.RESET,
                RawUpstream.CLOSE
            })
    void whatIsNoAnswerIsAnsweredFor(String nonsense) throws IOException {
        // A call that nothing came of may be repeated once.
        upstream.answers(nonsense, nonsense);

        assertThat(get()).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void interimAnswersWithoutEndAreNoAnswer() throws IOException {
        upstream.answers("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(100));

        assertThat(get()).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void aBodyBehindTheAnswerToAHeadIsNotTheNextAnswer() throws IOException {
        upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 43\r\n\r\n" + OTHER, OK);

        assertThat(ask("HEAD")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        assertThat(get()).endsWith("\r\n\r\nok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\nContent-Length: 43\r\n\r\n" + OTHER,
                "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n" + OTHER,
                "HTTP/1.1 304 Not Modified\r\n\r\n" + OTHER,
                OK + OTHER,
                OK + "garbage\r\n"
            })
    void nothingBehindAnAnswerIsTheNextAnswer(String answer) throws IOException {
        upstream.answers(answer, OK, OK);

        assertThat(get()).doesNotContain("other").doesNotContain("garbage");
        assertThat(get()).endsWith("\r\n\r\nok");
        assertThat(get()).endsWith("\r\n\r\nok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf" + RawUpstream.CLOSE,
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf" + RawUpstream.RESET,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n" + RawUpstream.CLOSE,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n" + RawUpstream.RESET,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n"
            })
    void halfAnAnswerIsNotTakenForTheWhole(String half) throws IOException {
        upstream.answers(half, half);

        String answer = get();

        // Cut, or not begun.
        assertThat(answer.startsWith("HTTP/1.1 502 ") || answer.contains("half"))
                .isTrue();
        assertThat(answer).doesNotEndWith("0\r\n\r\n");
        if (answer.startsWith("HTTP/1.1 200 ") && half.contains("Content-Length")) {
            assertThat(answer).containsIgnoringCase("content-length: 100\r\n");
        }
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsWhole() throws IOException {
        upstream.answers("HTTP/1.0 200 OK\r\n\r\nall of it" + RawUpstream.CLOSE);

        assertThat(get()).contains("all of it").endsWith("0\r\n\r\n");
    }

    @Test
    void headersOfOneConnectionEndWithIt() throws IOException {
        upstream.answers("HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Own, content-length\r\nX-Own: 1\r\n"
                + "Keep-Alive: timeout=9\r\nX-Kept: 2\r\nContent-Length: 2\r\n\r\nok");

        assertThat(get())
                .contains("X-Kept: 2\r\n")
                .containsIgnoringCase("content-length: 2\r\n")
                .doesNotContain("X-Own")
                .doesNotContain("timeout=9")
                .endsWith("\r\n\r\nok");
    }

    private String get() throws IOException {
        return ask("GET");
    }

    private String ask(String method) throws IOException {
        return exchange(method + " /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }
}
