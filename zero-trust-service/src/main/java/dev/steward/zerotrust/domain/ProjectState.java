package dev.steward.zerotrust.domain;

import java.util.Locale;

/** Whether a project still takes changes; an archived one never does again. */
public enum ProjectState {
    ACTIVE,
    ARCHIVED;

    public boolean takesChanges() {
        return this == ACTIVE;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ProjectState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
