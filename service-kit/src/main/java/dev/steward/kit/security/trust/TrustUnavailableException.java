package dev.steward.kit.security.trust;

/** Trust state was never loaded, so nobody's access can be decided; answered as {@code service-unavailable}. */
public class TrustUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrustUnavailableException() {
        super("Trust state has not been loaded yet.");
    }
}
