package dev.steward.job.domain;

import org.jspecify.annotations.Nullable;

/** One reason behind a verdict: a stable code, the column it is about if any, and a sentence. */
public record Finding(
        Verdict severity, String code, @Nullable String column, String message) {

    static Finding warn(String code, @Nullable String column, String message) {
        return new Finding(Verdict.WARN, code, column, message);
    }

    static Finding fail(String code, @Nullable String column, String message) {
        return new Finding(Verdict.FAIL, code, column, message);
    }
}
