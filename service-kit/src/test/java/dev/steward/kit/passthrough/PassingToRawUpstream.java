package dev.steward.kit.passthrough;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;

/** A server that passes on to one behind it that says what a test tells it to, both new for each test. */
abstract class PassingToRawUpstream {

    /** A whole answer. */
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    final RawUpstream upstream = new RawUpstream();
    final PassingServer server = new PassingServer(upstream.uri());

    @AfterEach
    void end() throws IOException {
        server.close();
        upstream.close();
    }

    /** What a client that says this hears until its connection ends, or until one of these was in it. */
    final String exchange(String request, String... until) throws IOException {
        try (RawVisitor visitor = server.visitor()) {
            return visitor.send(request).readTo(until);
        }
    }
}
