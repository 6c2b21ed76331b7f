package dev.steward.devstack.suite;

/** Something the person at the terminal can put right; the message is the one sentence they read. */
public final class SuiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuiteException(String sentence) {
        super(sentence);
    }

    public SuiteException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
