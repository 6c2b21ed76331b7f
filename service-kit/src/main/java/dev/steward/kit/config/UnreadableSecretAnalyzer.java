package dev.steward.kit.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with one sentence instead of a stack trace. */
final class UnreadableSecretAnalyzer extends AbstractFailureAnalyzer<UnreadableSecretException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnreadableSecretException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Put the secret there, readable for the user of this service.",
                failure);
    }
}
