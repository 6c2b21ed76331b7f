package dev.steward.job.adapter.duckdb;

/** The file is not what its format promises; the message is a sentence for its owner. */
final class UnreadableDatasetException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableDatasetException(String message) {
        super(message);
    }
}
