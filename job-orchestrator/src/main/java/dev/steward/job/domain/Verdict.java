package dev.steward.job.domain;

import java.util.Locale;

/** The word a validation ends in, written in lower case; ordered from best to worst. */
public enum Verdict {
    PASS,
    WARN,
    FAIL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
