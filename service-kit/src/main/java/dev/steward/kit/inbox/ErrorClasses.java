package dev.steward.kit.inbox;

import dev.steward.kit.cloudevents.BadEventException;
import dev.steward.kit.database.Outage;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What is done about an event that failed. Infrastructure away: the same event is tried for ever, and its partition
 * waits. Bad data: a dead letter at once. Anything else: some tries, then a dead letter.
 */
final class ErrorClasses {

    private ErrorClasses() {}

    static DefaultErrorHandler handler(String group, DeadLetterPublisher deadLetters, InboxProperties properties) {
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (record, error) -> deadLetters.publish(group, record, error), limited(properties));
        handler.addNotRetryableExceptions(BadEventException.class);
        BackOff patient = patient(properties);
        handler.setBackOffFunction((_, error) -> Outage.isCauseOf(error) ? patient : null);
        // An outage that turns out to hide a bug is counted anew as the bug it is.
        handler.setResetStateOnExceptionChange(true);
        handler.setLogLevel(KafkaException.Level.WARN);
        return handler;
    }

    private static BackOff limited(InboxProperties properties) {
        ExponentialBackOffWithMaxRetries backOff = new ExponentialBackOffWithMaxRetries(properties.tries() - 1);
        backOff.setInitialInterval(properties.firstPause().toMillis());
        backOff.setMaxInterval(properties.longestPause().toMillis());
        backOff.setMultiplier(2);
        return backOff;
    }

    private static BackOff patient(InboxProperties properties) {
        ExponentialBackOff backOff =
                new ExponentialBackOff(properties.firstPause().toMillis(), 2);
        backOff.setMaxInterval(properties.longestPause().toMillis());
        return backOff;
    }
}
