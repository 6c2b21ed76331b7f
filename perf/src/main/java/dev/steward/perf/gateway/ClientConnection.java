package dev.steward.perf.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection that is kept alive, with one request on its way at most. */
final class ClientConnection implements EventLoop.Ready {

    /** Whoever sends by it. */
    interface Owner {
        void answered(ClientConnection by, int status, long due);

        void broken(ClientConnection by);
    }

    private final Owner owner;
    private final SocketChannel channel;
    private final ByteBuffer read = ByteBuffer.allocateDirect(32 << 10);
    private long due;

    ClientConnection(EventLoop loop, int port, Owner owner) {
        this.owner = owner;
        try {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.socket().setTcpNoDelay(true);
            loop.register(channel, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            throw new UncheckedIOException("nobody listens on " + port, e);
        }
    }

    /** A request is far smaller than what a socket takes at once. */
    void send(ByteBuffer request, long dueNanos) {
        due = dueNanos;
        try {
            if (channel.write(request.duplicate()) < request.remaining()) {
                fail();
            }
        } catch (IOException e) {
            fail();
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (channel.read(read) < 0) {
                fail();
            } else if (Framing.whole(read) > 0) {
                int status = Framing.status(read);
                read.clear();
                owner.answered(this, status, due);
            }
        } catch (IOException e) {
            fail();
        }
    }

    private void fail() {
        close();
        owner.broken(this);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
