package dev.steward.perf.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Answers every request with 1 KB, and one for the key set with that. */
final class Upstream {

    private static final int BACKLOG = 1024;
    private static final int BODY = 1024;

    private final EventLoop loop;
    private final ByteBuffer answer = answer("x".repeat(BODY));
    private final ByteBuffer keys;
    private final int port;

    Upstream(EventLoop loop, String keySet) {
        this.loop = loop;
        this.keys = answer(keySet);
        try {
            var server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            loop.call(() -> listen(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    private void listen(ServerSocketChannel server) {
        try {
            loop.register(server, SelectionKey.OP_ACCEPT, _ -> accept(server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            var channel = server.accept();
            if (channel != null) {
                channel.socket().setTcpNoDelay(true);
                loop.register(channel, SelectionKey.OP_READ, new Peer(channel));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer answer(String body) {
        var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n";
        var bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** One connection. */
    private final class Peer implements EventLoop.Ready {

        private final SocketChannel channel;
        private final ByteBuffer read = ByteBuffer.allocateDirect(64 << 10);

        Peer(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void ready(SelectionKey key) {
            try {
                if (channel.read(read) < 0) {
                    channel.close();
                    return;
                }
                for (int whole = Framing.whole(read); whole > 0; whole = Framing.whole(read)) {
                    var line = Framing.firstLine(read);
                    channel.write((line.contains("/jwks.json") ? keys : answer).duplicate());
                    read.flip().position(whole);
                    read.compact();
                }
            } catch (IOException e) {
                close();
            }
        }

        private void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
