package dev.steward.kit.passthrough;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that keeps what it reads as it came, and answers each head with the next bytes it was given, whatever they are. */
final class RawUpstream implements AutoCloseable {

    /** Ends an answer with a reset. */
    static final String RESET = "<reset>";

    /** Ends an answer with the end of the connection. */
    static final String CLOSE = "<close>";

    private static final Pattern HEAD = Pattern.compile("[A-Z]+ \\S+ HTTP/1\\.1\r\n(?:[^\r\n]+\r\n)*\r\n");

    private final ServerSocket server;
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();

    RawUpstream() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void answers(String... next) {
        answers.addAll(List.of(next));
    }

    /** Everything that came, of all connections in their order. */
    String received() {
        return String.join("", wires.stream().map(wire -> wire.text.toString()).toList());
    }

    int connections() {
        return wires.size();
    }

    int open() {
        return (int) wires.stream().filter(wire -> !wire.over).count();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Wire wire = new Wire(server.accept());
                wires.add(wire);
                Thread.ofVirtual().start(wire::serve);
            } catch (IOException _) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Wire wire : wires) {
            wire.socket.close();
        }
    }

    private final class Wire {

        private final Socket socket;
        private final StringBuffer text = new StringBuffer();
        private volatile boolean over;

        Wire(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            byte[] buffer = new byte[8192];
            int read = 0;
            try (socket) {
                for (int n = socket.getInputStream().read(buffer);
                        n >= 0;
                        n = socket.getInputStream().read(buffer)) {
                    text.append(new String(buffer, 0, n, ISO_8859_1));
                    Matcher head = HEAD.matcher(text);
                    while (head.find(read)) {
                        read = head.end();
                        answer();
                    }
                }
            } catch (IOException _) {
                // Reset by the other side, or closed by this one.
            } finally {
                over = true;
            }
        }

        private void answer() throws IOException {
            String next = answers.poll();
            if (next == null) {
                return;
            }
            boolean reset = next.endsWith(RESET);
            String said = next.replace(RESET, "").replace(CLOSE, "");
            socket.getOutputStream().write(said.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            if (reset || next.endsWith(CLOSE)) {
                socket.close();
            }
        }
    }
}
