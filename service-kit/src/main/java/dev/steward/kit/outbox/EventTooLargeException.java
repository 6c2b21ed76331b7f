package dev.steward.kit.outbox;

import org.springframework.util.unit.DataSize;

/** An event that no broker would take; refused before it is stored, so that it cannot hold up the relay. */
public final class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EventTooLargeException(String type, String aggregateId, long bytes, DataSize limit) {
        super("event " + type + " of " + aggregateId + " has " + bytes + " bytes, more than " + limit.toBytes());
    }
}
