package dev.steward.zerotrust.config;

import dev.steward.zerotrust.port.SealBrokenException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends a start with the wrong master key with one sentence instead of a stack trace. */
class SealBrokenAnalyzer extends AbstractFailureAnalyzer<SealBrokenException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SealBrokenException cause) {
        return new FailureAnalysis(
                "The signing key cannot be opened. " + cause.getMessage(),
                "Let STEWARD_MASTER_KEY_FILE name the file with the master key that this database was first used with.",
                cause);
    }
}
