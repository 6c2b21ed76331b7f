package dev.steward.kit.idempotency;

/** What became of an attempt to claim a key. */
sealed interface Claim {

    /** Nobody did this before: do it now. */
    record Fresh() implements Claim {}

    /** It was done; this was the answer. */
    record Answered(StoredAnswer answer) implements Claim {}

    /** The key was used for a request with another body. */
    record Mismatch() implements Claim {}

    /** The first request with this key has not ended yet. */
    record Running() implements Claim {}
}
