package dev.steward.zerotrust.adapter.web;

import dev.steward.zerotrust.application.MfaOutcome.SteppedUp;
import java.time.Instant;

/** An access token of the same login session; {@code expiresIn} is in seconds. */
record StepUpResponse(String accessToken, String tokenType, long expiresIn, Instant mfaAt) {

    static StepUpResponse from(SteppedUp steppedUp) {
        return new StepUpResponse(
                steppedUp.accessToken(), "Bearer", steppedUp.expiresIn().toSeconds(), steppedUp.mfaAt());
    }

    @Override
    public String toString() {
        return "StepUpResponse[" + mfaAt + "]";
    }
}
