package dev.steward.cost;

import java.util.Locale;

/** What uses resources and is billed for it. */
public enum ResourceKind {
    SESSION,
    JOB;

    /** As stored and as answered. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
