package dev.steward.kit.idempotency;

import org.jspecify.annotations.Nullable;

/** The answer a key stands for: status, {@code Location} and JSON body. */
record StoredAnswer(
        int status, @Nullable String location, @Nullable String body) {}
