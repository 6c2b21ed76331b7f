package dev.steward.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A service that accepts connections and then does not speak HTTP as it should. */
final class BrokenUpstream implements AutoCloseable {

    /** What it does once the head of a request has arrived. */
    public interface Behaviour {
        void on(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private volatile Behaviour behaviour = _ -> {};

    public BrokenUpstream() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public void behaves(Behaviour how) {
        behaviour = how;
    }

    public static Behaviour says(String text) {
        return socket -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        };
    }

    /** Says something, then resets the connection instead of closing it. */
    public static Behaviour saysAndResets(String text) {
        return socket -> {
            says(text).on(socket);
            socket.setSoLinger(true, 0);
        };
    }

    /** Says something, then nothing more until the other side gives up. */
    public static Behaviour saysAndHangs(String text) {
        return socket -> {
            says(text).on(socket);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            readHead(socket);
            behaviour.on(socket);
        } catch (IOException e) {
            // The edge hung up, as it may.
        }
    }

    private static void readHead(Socket socket) throws IOException {
        int matched = 0;
        int next;
        while (matched < 4 && (next = socket.getInputStream().read()) >= 0) {
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
