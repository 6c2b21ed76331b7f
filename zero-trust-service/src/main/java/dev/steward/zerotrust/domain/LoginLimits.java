package dev.steward.zerotrust.domain;

import java.time.Duration;

/**
 * How failed logins of one account from one address hold up the next one.
 *
 * @param lockAfter failures in a row after which the account is locked for that address
 * @param lock how long; also how long a failure is remembered
 * @param firstDelay what the second failure costs; each one after it costs twice as much
 * @param perMinute logins that one address may try in a minute
 */
public record LoginLimits(int lockAfter, Duration lock, Duration firstDelay, int perMinute) {

    /** Nothing for the first: everybody mistypes once. */
    public Duration after(int failures) {
        if (failures >= lockAfter) {
            return lock;
        }
        return failures < 2 ? Duration.ZERO : firstDelay.multipliedBy(1L << (failures - 2));
    }
}
