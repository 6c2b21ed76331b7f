package dev.steward.kit.passthrough;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;

/** A client that sends bytes as they are, and reads until it heard what it waits for. */
public final class RawVisitor implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    public RawVisitor(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public RawVisitor send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that came until the other side closed. */
    public String readAll() throws IOException {
        return readTo();
    }

    /** All that came until one of these was in it, or the other side closed. */
    public String readTo(String... wanted) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            while (Stream.of(wanted).noneMatch(text()::contains)) {
                int n = in.read(buffer);
                if (n < 0) {
                    return text();
                }
                heard.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of: " + text(), e);
        } catch (IOException _) {
            // Reset: what was heard before is what counts.
        }
        return text();
    }

    private String text() {
        return heard.toString(ISO_8859_1);
    }

    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
