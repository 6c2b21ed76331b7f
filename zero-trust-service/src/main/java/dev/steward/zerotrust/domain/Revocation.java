package dev.steward.zerotrust.domain;

/** Why a login session is ended before its time. */
public enum Revocation {
    ENDED_BY_USER("user", "The user ended it."),
    ENDED_BY_ADMIN("admin", "An admin ended it."),
    TOKEN_REUSED("system", "A refresh token was presented that had been used before."),
    PASSWORD_CHANGED("user", "The user changed the password in another login session."),
    PASSWORD_SET("admin", "An admin gave the user another password."),
    USER_LEFT("admin", "The user was disabled or deleted.");

    private final String initiator;
    private final String reason;

    Revocation(String initiator, String reason) {
        this.initiator = initiator;
        this.reason = reason;
    }

    /** By whom, in the words of CAEP. */
    public String initiator() {
        return initiator;
    }

    /** In English, for those who run the suite. */
    public String reason() {
        return reason;
    }
}
