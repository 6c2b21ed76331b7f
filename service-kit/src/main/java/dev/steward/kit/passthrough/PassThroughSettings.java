package dev.steward.kit.passthrough;

import java.time.Duration;

/**
 * Bounds of what is passed on.
 *
 * @param connectTimeout for a connection to the server behind
 * @param timeout from the request to the head of the answer
 * @param idle longest silence inside the body of an answer
 * @param connections at most to one server at a time
 */
public record PassThroughSettings(Duration connectTimeout, Duration timeout, Duration idle, int connections) {

    public PassThroughSettings {
        if (!connectTimeout.isPositive() || !timeout.isPositive() || !idle.isPositive() || connections < 1) {
            throw new IllegalArgumentException("every duration has to be positive, and connections at least 1");
        }
    }
}
