package dev.steward.zerotrust.killed;

/** Nobody knows whether it was done. */
final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1;

    Unanswered(String request, Throwable cause) {
        super(request, cause);
    }
}
