package dev.steward.kit.outbox;

import java.io.Serial;

/** The settings of the broker contradict each other. */
final class InvalidBrokerLoginException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidBrokerLoginException(String problems) {
        super(problems);
    }
}
