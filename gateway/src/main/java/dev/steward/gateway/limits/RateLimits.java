package dev.steward.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Token buckets by caller and by address, refilled steadily. A bucket left alone for a minute is full again and so
 * is forgotten; past the bound the least used go first.
 */
public final class RateLimits {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final LimitSettings settings;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    public RateLimits(LimitSettings settings, Clock clock) {
        this.settings = settings;
        this.time = new ClockMeter(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(settings.buckets())
                .expireAfterAccess(PERIOD)
                .build();
    }

    public Allowance takeForAddress(String address) {
        return take("address", address, settings.unauthenticated());
    }

    public Allowance takeForCaller(String userId) {
        return take("caller", userId, settings.caller());
    }

    private Allowance take(String plan, String key, int quota) {
        Bucket bucket = buckets.get(plan + ':' + key, _ -> bucket(quota));
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Allowance(
                plan,
                probe.isConsumed(),
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    private Bucket bucket(int quota) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, PERIOD))
                .build();
    }

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
