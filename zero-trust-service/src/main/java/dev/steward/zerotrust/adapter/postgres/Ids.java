package dev.steward.zerotrust.adapter.postgres;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as they come from a path: what is not a UUID is the id of nothing. */
final class Ids {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The id of nothing, which comes before all others. */
    static final UUID NONE = new UUID(0, 0);

    private Ids() {}

    static Optional<UUID> parse(String text) {
        return UUID_TEXT.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
