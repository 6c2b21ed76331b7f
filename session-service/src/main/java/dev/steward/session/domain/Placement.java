package dev.steward.session.domain;

/**
 * What a session holds of its host until it is gone, over every restart.
 *
 * @param slot a number no other living session has; a runtime derives the user it runs as from it
 * @param port the loopback port its page answers on
 */
public record Placement(int slot, int port) {

    public Placement {
        if (slot < 0 || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no such place: slot " + slot + ", port " + port);
        }
    }

    public String directAddress() {
        return "http://127.0.0.1:" + port;
    }

    Placement at(int otherPort) {
        return new Placement(slot, otherPort);
    }
}
