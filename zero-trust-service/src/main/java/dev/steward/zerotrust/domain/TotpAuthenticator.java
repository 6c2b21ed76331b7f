package dev.steward.zerotrust.domain;

/**
 * The authenticator app of a user.
 *
 * @param lastStep the step of the code accepted last: a code counts once
 */
public record TotpAuthenticator(String id, String userId, TotpSecret secret, TotpStep lastStep) {

    public static TotpAuthenticator enrolled(String id, String userId, TotpSecret secret) {
        return new TotpAuthenticator(id, userId, secret, TotpStep.NONE);
    }
}
