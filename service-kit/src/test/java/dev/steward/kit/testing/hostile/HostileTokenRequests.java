package dev.steward.kit.testing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tries every hostile token on a started service, for its integration test to implement: each is refused, and the good
 * token that they were made from passes before and after.
 */
public interface HostileTokenRequests {

    int PATIENCE_MILLIS = 20_000;

    /** Of the service under test. */
    int port();

    /** A path that answers 200 to the good token, and to nobody without one. */
    String guardedPath();

    /** For tokens of the key that the service under test believes in. */
    TokenForge forge();

    @TestFactory
    default Stream<DynamicTest> refusesHostileTokens() {
        TokenForge forge = forge();
        List<HostileRequest> all = HostileTokens.ALL;
        Stream<DynamicTest> attempts = IntStream.range(0, all.size())
                .mapToObj(i -> DynamicTest.dynamicTest(all.get(i).toString(), () -> refuses(all.get(i), forge, i)));
        return Stream.of(
                        Stream.of(DynamicTest.dynamicTest("a good token passes before", () -> passes(forge))),
                        attempts,
                        Stream.of(DynamicTest.dynamicTest("a good token passes afterwards", () -> passes(forge))))
                .flatMap(tests -> tests);
    }

    private void passes(TokenForge forge) {
        List<String> header = List.of("Authorization: Bearer " + forge.token().signed());
        assertThat(answer("127.0.0.1", guardedPath(), header)).startsWith("HTTP/1.1 200 ");
    }

    private void refuses(HostileRequest request, TokenForge forge, int number) {
        String query = request.query().apply(forge);
        String separator = guardedPath().contains("?") ? "&" : "?";
        String target = query.isEmpty() ? guardedPath() : guardedPath() + separator + query;
        // An address for each, because the gateway counts what an address without a good token asks for.
        String source = "127.0.40." + (1 + number % 250);

        String answer = answer(source, target, request.headers().apply(forge));

        assertThat(answer)
                .as("answer to: %s", request)
                .startsWith("HTTP/1.1 " + request.status() + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"" + request.code() + "\"", "\"trace_id\":\"")
                .doesNotContain("Exception", "dev.steward", forge.good());
    }

    /** Byte by byte, because clients proper make plain what has to arrive crooked. */
    private String answer(String source, String target, List<String> headers) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(), InetAddress.getByName(source), 0)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String head = "GET " + target + " HTTP/1.1\r\nHost: suite.test\r\nConnection: close\r\n"
                    + String.join(
                            "", headers.stream().map(line -> line + "\r\n").toList()) + "\r\n";
            Thread writer = Thread.startVirtualThread(() -> write(socket, head));
            String answer = read(socket);
            writer.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Socket socket, String head) {
        try {
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The other side has read enough of it; its answer is what counts.
        }
    }

    private static String read(Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(received);
        } catch (IOException e) {
            if (received.size() == 0) {
                throw e;
            }
        }
        return received.toString(ISO_8859_1);
    }
}
