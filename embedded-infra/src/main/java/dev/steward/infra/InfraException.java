package dev.steward.infra;

/** A server could not be started or stopped; the message is one sentence fit for the person at the terminal. */
public final class InfraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InfraException(String sentence) {
        super(sentence);
    }

    public InfraException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
