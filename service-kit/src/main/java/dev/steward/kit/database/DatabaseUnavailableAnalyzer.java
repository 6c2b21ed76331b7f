package dev.steward.kit.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Ends the start with one sentence instead of a stack trace. */
final class DatabaseUnavailableAnalyzer extends AbstractFailureAnalyzer<DatabaseUnavailableException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, DatabaseUnavailableException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Start PostgreSQL, or correct STEWARD_DB_HOST, STEWARD_DB_PORT, STEWARD_DB_NAME and the passwords.",
                failure);
    }
}
