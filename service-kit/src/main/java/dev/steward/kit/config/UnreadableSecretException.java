package dev.steward.kit.config;

/** A variable names a file with a secret that is not there or not for this user. */
final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String variable, String file, Throwable cause) {
        super(variable + " names a file that cannot be read: " + file, cause);
    }
}
