package dev.steward.perf.peers;

import java.net.URI;

/** {@code gateway|netty PORT UPSTREAM}: one of the peers on a port of loopback, until it is ended. */
public final class Peers {

    private Peers() {}

    static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[1]);
        var upstream = URI.create(arguments[2]);
        switch (arguments[0]) {
            case "gateway" -> VanillaGateway.start(port, upstream);
            case "netty" -> BareProxy.start(port, upstream).onDispose().block();
            default -> throw new IllegalArgumentException("There is no peer " + arguments[0] + ".");
        }
    }
}
