package dev.steward.session.adapter.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for sessions, from a range below the one outgoing connections take theirs from, so that a port stays free
 * while its session is being restarted. Which of them are reserved is known in the database only.
 */
record LoopbackPorts(int first, int last) {

    private static final int TRIES = 200;

    LoopbackPorts {
        if (first < 1024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("no such range of ports: " + first + " to " + last);
        }
    }

    /** Drawn at random, so that several instances rarely want the same one. */
    int candidate() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return random.ints(TRIES, first, last + 1)
                .filter(LoopbackPorts::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port from " + first + " to " + last));
    }

    static boolean isFree(int port) {
        // Without listening: a process that is started meanwhile inherits the socket for a moment.
        try (Socket probe = new Socket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
