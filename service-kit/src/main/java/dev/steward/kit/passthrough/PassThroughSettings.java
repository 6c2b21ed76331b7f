package dev.steward.kit.passthrough;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Bounds of what is passed on.
 *
 * @param connectTimeout for a connection to the server behind
 * @param timeout from the request to the head of the answer
 * @param bodyIdle longest time in which nothing of the body of a request goes on, whichever side holds it up
 * @param idle longest silence inside the body of an answer
 * @param ping how often the client of a socket is asked whether it is there; three without an answer end it
 * @param connections at most to one server at a time
 */
public record PassThroughSettings(
        Duration connectTimeout, Duration timeout, Duration bodyIdle, Duration idle, Duration ping, int connections) {

    public PassThroughSettings {
        if (!Stream.of(connectTimeout, timeout, bodyIdle, idle, ping).allMatch(Duration::isPositive)
                || connections < 1) {
            throw new IllegalArgumentException("every duration has to be positive, and connections at least 1");
        }
    }
}
