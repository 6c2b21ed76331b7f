package dev.steward.zerotrust.application;

import dev.steward.zerotrust.domain.PresentedSecret;
import dev.steward.zerotrust.domain.ServiceAccount;
import java.time.Duration;

/** What became of a client that wanted to prove itself. */
public sealed interface ClientOutcome {

    record Proven(ServiceAccount account, PresentedSecret secret) implements ClientOutcome {}

    /** One answer for every reason. */
    record Refused() implements ClientOutcome {}

    /** Too many secrets were wrong to look at this one. */
    record Blocked(Duration retryAfter) implements ClientOutcome {}
}
