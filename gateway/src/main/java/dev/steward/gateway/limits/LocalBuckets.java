package dev.steward.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * Buckets of this instance. One left alone for a minute is full again and so is forgotten; past the bound the least used
 * go first.
 */
public final class LocalBuckets implements TokenBuckets {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final TimeMeter time;
    private final Cache<Key, Bucket> buckets;

    public LocalBuckets(int most, Clock clock) {
        this.time = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(PERIOD)
                .build();
    }

    @Override
    public Mono<Allowance> take(String plan, String key, int quota) {
        Bucket bucket = buckets.get(new Key(plan, key, quota), _ -> bucket(quota));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return Mono.just(new Allowance(
                plan,
                probe.isConsumed(),
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset())));
    }

    private Bucket bucket(int quota) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, PERIOD))
                .build();
    }

    /** With the quota, so that one that changes begins anew. */
    private record Key(String plan, String key, int quota) {}

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
