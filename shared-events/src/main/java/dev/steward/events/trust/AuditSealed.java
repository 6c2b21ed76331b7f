package dev.steward.events.trust;

import dev.steward.events.Require;
import java.time.Instant;

/**
 * Where the chain of the audit ends, told again and again: whoever keeps one notices when anything up to it is gone. The
 * aggregate is the audit.
 *
 * @param batch the number of the last batch
 * @param rows how many rows the chain has
 * @param hash the hash of the last batch, SHA-256 in hexadecimal
 */
public record AuditSealed(long batch, long rows, String hash, Instant sealedAt) implements TrustEvent {

    public AuditSealed {
        Require.text(hash, "hash");
    }
}
