package dev.steward.kit.database;

/** The database did not answer, or refused this service, when it should have been migrated. */
public final class DatabaseUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
