package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The second factor of a login whose password was right: a code of the authenticator app or a recovery code. */
record MfaAnswer(
        @NotNull @Size(max = LONGEST_TOKEN) String mfaToken,
        @NotNull @Size(max = MfaCode.LONGEST) String mfaCode) {

    private static final int LONGEST_TOKEN = 256;

    @Override
    public String toString() {
        return "MfaAnswer[redacted]";
    }
}
