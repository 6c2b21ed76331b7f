package dev.steward.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks HTTP/1.1 byte by byte, because clients proper make plain what these tests have to send crooked. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private final String source;

    private RawHttp(int port, String source) {
        this.port = port;
        this.source = source;
    }

    public static RawHttp to(int port) {
        return new RawHttp(port, "127.0.0.1");
    }

    /** Any of 127.0.0.0/8 is this machine, so one test can be many clients. */
    public RawHttp from(String address) {
        return new RawHttp(port, address);
    }

    /** One request on a connection of its own; header lines as given, without {@code Host} and {@code Connection}. */
    public RawAnswer send(String method, String target, List<String> headers, byte[] body) {
        StringBuilder head = new StringBuilder()
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return send(head.append("\r\n").toString(), body);
    }

    public RawAnswer get(String target, String... headers) {
        return send("GET", target, List.of(headers), new byte[0]);
    }

    /** Writes exactly this and reads until the other side closes. */
    public RawAnswer send(String head, byte[] body) {
        try (Socket socket = connect()) {
            Thread writer = Thread.startVirtualThread(() -> write(socket, head, body));
            RawAnswer answer = read(socket);
            writer.interrupt();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(source), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    public static RawAnswer read(Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            in.transferTo(received);
        } catch (IOException e) {
            if (received.size() == 0) {
                throw e;
            }
        }
        return RawAnswer.parse(received.toByteArray());
    }

    private static void write(Socket socket, String head, byte[] body) {
        try {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The other side has heard enough; what it said is what counts.
        }
    }
}
