package dev.steward.healing.application;

/** Another instance changed the row first; the event is tried again on what it left. */
public final class LostRaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostRaceException(String id) {
        super("changed by another instance meanwhile: " + id);
    }
}
