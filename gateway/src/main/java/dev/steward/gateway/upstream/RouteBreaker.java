package dev.steward.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnErrorEvent;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The breaker of one route. One that opened because nobody listened asks whether the service is ready again and lets
 * trial calls through as soon as it is: a restart of two seconds must not cost thirty. Any other waits its time.
 */
public final class RouteBreaker {

    private final String upstream;
    private final CircuitBreaker breaker;
    private final BreakerSettings settings;
    private final Clock clock;
    private final Mono<Boolean> ready;
    private volatile @Nullable UpstreamFailure lastFailure;
    private volatile Instant closesAt = Instant.EPOCH;

    RouteBreaker(String upstream, CircuitBreaker breaker, BreakerSettings settings, Clock clock, Mono<Boolean> ready) {
        this.upstream = upstream;
        this.breaker = breaker;
        this.settings = settings;
        this.clock = clock;
        this.ready = ready;
        breaker.getEventPublisher().onError(this::failed).onStateTransition(this::changed);
    }

    public State state() {
        return breaker.getState();
    }

    BreakerState current() {
        return new BreakerState(breaker.getName(), upstream, state());
    }

    /** Makes the call unless the breaker is open; then {@link CircuitOpenException}. */
    public <T> Mono<T> guard(Mono<T> call) {
        return call.transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(CallNotPermittedException.class, _ -> new CircuitOpenException(retryAfter()));
    }

    private Duration retryAfter() {
        if (state() != State.OPEN || isAbsent()) {
            return settings.probeInterval();
        }
        Duration left = Duration.between(clock.instant(), closesAt);
        return left.isPositive() ? left : settings.probeInterval();
    }

    private void failed(CircuitBreakerOnErrorEvent event) {
        lastFailure = event.getThrowable() instanceof UpstreamException upstream ? upstream.failure() : null;
    }

    private void changed(CircuitBreakerOnStateTransitionEvent event) {
        if (event.getStateTransition().getToState() != State.OPEN) {
            return;
        }
        closesAt = clock.instant().plus(settings.open());
        if (isAbsent()) {
            Mono.delay(settings.probeInterval())
                    .then(ready)
                    .repeat(() -> state() == State.OPEN)
                    .takeUntil(isReady -> isReady)
                    .filter(isReady -> isReady && state() == State.OPEN)
                    .subscribe(_ -> breaker.transitionToHalfOpenState());
        }
    }

    private boolean isAbsent() {
        return lastFailure == UpstreamFailure.ABSENT;
    }
}
