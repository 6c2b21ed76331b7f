package dev.steward.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a service is called when its route says nothing else.
 *
 * @param timeout from the last byte of the request to the head of the answer
 * @param idle longest silence of the connection inside a body, in either direction
 * @param bodyLimit largest request body
 * @param attempts calls made at most when the service cannot be reached
 * @param backOff before the second call, doubling from then on
 * @param retryPercent retries as a share of all calls
 * @param sockets open to one service at once
 */
public record CallSettings(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("60s") Duration idle,
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("3") int attempts,
        @DefaultValue("50ms") Duration backOff,
        @DefaultValue("10") int retryPercent,
        @DefaultValue("2000") int sockets) {

    public CallSettings {
        if (!connectTimeout.isPositive() || !timeout.isPositive() || !idle.isPositive() || !backOff.isPositive()) {
            throw new IllegalArgumentException("steward.gateway.calls: every duration has to be positive");
        }
        if (sockets < 1) {
            throw new IllegalArgumentException("steward.gateway.calls: sockets is at least 1");
        }
        if (attempts < 1 || retryPercent < 0 || retryPercent > 100 || bodyLimit.toBytes() < 0) {
            throw new IllegalArgumentException(
                    "steward.gateway.calls: attempts is at least 1, retry-percent 0 to 100, body-limit not negative");
        }
    }
}
