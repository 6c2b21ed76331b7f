package dev.steward.kit.inbox;

import java.util.Locale;

/** What became of one delivery of an event. */
enum Outcome {
    APPLIED,
    ALREADY_APPLIED,
    NOT_HANDLED;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
