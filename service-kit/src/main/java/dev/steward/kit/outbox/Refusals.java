package dev.steward.kit.outbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** Tells a row that no broker will ever take from a broker that does not take it now. Used by one thread. */
final class Refusals {

    /** How often a row may fail in a way that says nothing about the next time. */
    private static final int STRIKES = 10;

    private final Map<Long, Integer> strikes = new HashMap<>();

    static boolean isFinal(Throwable failure) {
        return switch (failure) {
            case RecordTooLargeException _,
                    RecordBatchTooLargeException _,
                    InvalidRecordException _,
                    InvalidTimestampException _,
                    InvalidTopicException _,
                    PolicyViolationException _,
                    SerializationException _,
                    UnsupportedForMessageFormatException _ -> true;
            default -> false;
        };
    }

    boolean isFinal(long position, Throwable failure) {
        if (!isFinal(failure) && (!isAboutTheRow(failure) || strikes.merge(position, 1, Integer::sum) < STRIKES)) {
            return false;
        }
        strikes.remove(position);
        return true;
    }

    /** A missing right or a wrong password is about the service, and every row fails until somebody puts it right. */
    private static boolean isAboutTheRow(Throwable failure) {
        return switch (failure) {
            case RetriableException _, AuthorizationException _, AuthenticationException _ -> false;
            case ApiException _ -> true;
            default -> false;
        };
    }

    static String text(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
