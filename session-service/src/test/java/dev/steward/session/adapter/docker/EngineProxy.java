package dev.steward.session.adapter.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands between a runtime and its engine, to be cut off and to come back on the same port. */
final class EngineProxy implements Closeable {

    private final UnixDomainSocketAddress engine;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private ServerSocket server;

    EngineProxy(URI engine) throws IOException {
        this.engine = UnixDomainSocketAddress.of(engine.getPath());
        this.server = listen(0);
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    void cut() throws IOException {
        server.close();
        for (Closeable each = open.poll(); each != null; each = open.poll()) {
            each.close();
        }
    }

    void restore() throws IOException {
        server = listen(server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.startVirtualThread(() -> accept(listening));
        return listening;
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket client = listening.accept();
                SocketChannel upstream = SocketChannel.open(StandardProtocolFamily.UNIX);
                open.add(client);
                open.add(upstream);
                upstream.connect(engine);
                pump(client.getInputStream(), Channels.newOutputStream(upstream), upstream);
                pump(Channels.newInputStream(upstream), client.getOutputStream(), client);
            }
        } catch (IOException _) {
            // Cut off.
        }
    }

    private static void pump(InputStream from, OutputStream to, Closeable afterwards) {
        Thread.ofPlatform().daemon().start(() -> {
            try (afterwards) {
                byte[] bytes = new byte[8 << 10];
                for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                    to.write(bytes, 0, read);
                    to.flush();
                }
            } catch (IOException _) {
                // Cut off, at either side.
            }
        });
    }
}
