package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.RecoveryCode;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What became of a change of a user's second factors, or of presenting one. */
public sealed interface MfaOutcome {

    /** The secret is shown this once. */
    record Enrolled(TotpSecret secret, Username username) implements MfaOutcome {}

    /** The recovery codes are shown this once. */
    record Codes(List<RecoveryCode> codes) implements MfaOutcome {

        public Codes {
            codes = List.copyOf(codes);
        }
    }

    record Removed() implements MfaOutcome {}

    record SteppedUp(String accessToken, Duration expiresIn, Instant mfaAt) implements MfaOutcome {

        @Override
        public String toString() {
            return "SteppedUp[" + mfaAt + "]";
        }
    }

    /** There is a second factor in use already. */
    record AlreadyActive() implements MfaOutcome {}

    /** There is none to do this with. */
    record NotEnrolled() implements MfaOutcome {}

    record WrongCode() implements MfaOutcome {}
}
