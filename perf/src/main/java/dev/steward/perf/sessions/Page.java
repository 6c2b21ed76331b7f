package dev.steward.perf.sessions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The page of a dev server on this machine, asked for again and again until it answers 200. */
record Page(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final String STATUS_200 = " 200 ";

    static Page of(URI address) {
        return new Page(address.getPort());
    }

    /** Returns as soon as it answers. A page that does not in time is an error. */
    void awaitAnswer() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no page on port " + port + " within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** By a socket and one line: a client that throws and logs would take the CPU from what is measured. */
    private boolean answers() {
        int millis = Math.toIntExact(PATIENCE.toMillis());
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
            socket.setSoTimeout(millis);
            var request = "GET / HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var start = new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
            return start.startsWith("HTTP/1.") && start.contains(STATUS_200);
        } catch (IOException e) {
            return false;
        }
    }
}
