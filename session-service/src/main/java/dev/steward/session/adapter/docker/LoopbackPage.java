package dev.steward.session.adapter.docker;

import dev.steward.session.domain.Template.Readiness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** The loopback ports that pages are published on. */
record LoopbackPage(int first, int last) {

    private static final int TRIES = 200;
    private static final int ANSWERS_WITHIN = (int) Duration.ofSeconds(2).toMillis();

    /** The engine's proxy takes every connection, and closes it when nobody in the container does. */
    private static final int STAYS_OPEN = (int) Duration.ofMillis(200).toMillis();

    /** Drawn at random, so that several instances rarely want the same one. */
    int candidate() {
        return ThreadLocalRandom.current()
                .ints(TRIES, first, last + 1)
                .filter(LoopbackPage::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port from " + first + " to " + last));
    }

    static boolean isFree(int port) {
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static boolean answers(int port, Readiness readiness) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWERS_WITHIN);
            return readiness == Readiness.HTTP ? answersHttp(socket, port) : staysOpen(socket);
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean answersHttp(Socket socket, int port) throws IOException {
        socket.setSoTimeout(ANSWERS_WITHIN);
        String request = "GET / HTTP/1.0\r\nHost: 127.0.0.1:" + port + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes(5);
        return new String(start, StandardCharsets.US_ASCII).equals("HTTP/");
    }

    private static boolean staysOpen(Socket socket) throws IOException {
        socket.setSoTimeout(STAYS_OPEN);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        }
    }
}
