package dev.steward.contracts.pact;

import au.com.dius.pact.core.matchers.BodyMismatch;
import au.com.dius.pact.core.matchers.HeaderMismatch;
import au.com.dius.pact.core.matchers.MetadataMismatch;
import au.com.dius.pact.core.matchers.Mismatch;

/** Says for messages of tests what is not as a consumer needs it; the library alone does not say where. */
final class Difference {

    private Difference() {}

    static String of(Mismatch mismatch) {
        return switch (mismatch) {
            case BodyMismatch body -> body.getPath() + ": " + body.description();
            case HeaderMismatch header -> header.getHeaderKey() + ": " + header.description();
            case MetadataMismatch metadata -> metadata.getKey() + ": " + metadata.description();
            default -> mismatch.description();
        };
    }
}
