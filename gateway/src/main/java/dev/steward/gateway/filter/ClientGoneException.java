package dev.steward.gateway.filter;

/** The client broke off inside its request; nobody is left to be answered, and the service is not to blame. */
final class ClientGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClientGoneException(Throwable cause) {
        super("The client broke off", cause, false, false);
    }
}
