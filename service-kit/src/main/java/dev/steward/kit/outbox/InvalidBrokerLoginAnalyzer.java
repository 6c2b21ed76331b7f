package dev.steward.kit.outbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with one sentence instead of a stack trace. */
final class InvalidBrokerLoginAnalyzer extends AbstractFailureAnalyzer<InvalidBrokerLoginException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidBrokerLoginException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", "Correct the settings of Kafka.", failure);
    }
}
