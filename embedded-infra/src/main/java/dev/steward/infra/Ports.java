package dev.steward.infra;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Loopback ports. None is one of those the kernel gives to outgoing connections, for a client that keeps dialling a dead
 * server is some time given the server's own port and then talks to itself. Dev sessions take theirs from 20000 to 29999,
 * so no session starts where a server is to come back.
 */
public final class Ports {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 17_000;

    // Apart from the others: drawn anew at each start of a broker, when the servers beside it may be down.
    private static final int LOWEST_CONTROLLER = 17_000;
    private static final int HIGHEST_CONTROLLER = 19_000;

    private static final int TRIES = 1_000;

    private Ports() {}

    /** A port nobody listens on now. */
    public static int free() {
        return free(LOWEST, HIGHEST);
    }

    /** So many different ones. */
    public static List<Integer> free(int count) {
        return Stream.generate(Ports::free).distinct().limit(count).toList();
    }

    static int freeForController() {
        return free(LOWEST_CONTROLLER, HIGHEST_CONTROLLER);
    }

    private static int free(int lowest, int highest) {
        var outgoing = OutgoingPorts.ofThisMachine();
        var anyway = ThreadLocalRandom.current().ints(TRIES, lowest, highest);
        return IntStream.concat(
                        ThreadLocalRandom.current().ints(TRIES, lowest, highest).filter(outgoing::excludes), anyway)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new InfraException("No free port between " + lowest + " and " + highest + "."));
    }

    public static void requireFree(int port, String server) {
        if (!isFree(port)) {
            throw new InfraException("Port " + port + " is in use, so " + server + " cannot start.");
        }
    }

    public static boolean isFree(int port) {
        // Bound without listening: a process that is started meanwhile inherits the socket for a moment, and one that
        // listens would then keep the port from the server it is meant for.
        try (var socket = new Socket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
