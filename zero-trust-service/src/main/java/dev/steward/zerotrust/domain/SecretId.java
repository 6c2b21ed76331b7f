package dev.steward.zerotrust.domain;

/**
 * Which secret of an API key or a service account: they are numbered from 0, in the order of rotations. What a token names
 * in the place of a login session, so that those of one secret can end while those of the next go on.
 */
public record SecretId(String credentialId, long number) {

    private static final char SEPARATOR = '.';

    /** Of anything: what is none is the id of no secret. */
    public static SecretId parse(String text) {
        int at = text.indexOf(SEPARATOR);
        if (at < 0) {
            return new SecretId(text, 0);
        }
        try {
            return new SecretId(text.substring(0, at), Long.parseLong(text, at + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            return new SecretId(text, 0);
        }
    }

    /** The one so many rotations before. */
    public SecretId before(int rotations) {
        return new SecretId(credentialId, number - rotations);
    }

    /** As it is called in tokens: the first secret as its credential is. */
    public String text() {
        return number == 0 ? credentialId : credentialId + SEPARATOR + number;
    }
}
