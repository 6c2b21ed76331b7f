package dev.steward.gateway.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * One breaker a route, so that one slow resource does not close a whole service. Only calls without a usable answer
 * count: an error the service answered is an answer, and no client can open a breaker by asking for something bad.
 */
public final class Breakers {

    private final Map<Key, RouteBreaker> breakers = new ConcurrentHashMap<>();
    private final BreakerSettings settings;
    private final CircuitBreakerConfig config;
    private final Clock clock;
    private final Function<String, Mono<Boolean>> ready;
    private final CircuitEvents events;

    /** Asks by the name of a service whether it is ready. */
    public Breakers(
            BreakerSettings settings, Clock clock, Function<String, Mono<Boolean>> ready, CircuitEvents events) {
        this.settings = settings;
        this.clock = clock;
        this.ready = ready;
        this.events = events;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) settings.window().toSeconds())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                .recordException(Breakers::isFailureOfTheService)
                .ignoreException(error -> !isFailureOfTheService(error))
                .clock(clock)
                .build();
    }

    public RouteBreaker of(String route, String upstream) {
        return breakers.computeIfAbsent(new Key(route, upstream), _ -> create(route, upstream));
    }

    /** Of routes that were called since the start; all others are closed. */
    public List<BreakerState> states() {
        return breakers.values().stream()
                .map(RouteBreaker::current)
                .sorted(Comparator.comparing(BreakerState::route))
                .toList();
    }

    /** That no more calls are allowed at a time says nothing about the next one. */
    private static boolean isFailureOfTheService(Throwable error) {
        return error instanceof UpstreamException upstream && upstream.failure() != UpstreamFailure.SATURATED;
    }

    private RouteBreaker create(String route, String upstream) {
        CircuitBreaker breaker = CircuitBreaker.of(route, config);
        breaker.getEventPublisher().onStateTransition(event -> announce(route, upstream, event.getStateTransition()));
        return new RouteBreaker(upstream, breaker, settings, clock, ready.apply(upstream));
    }

    /** Half open is neither: a trial that fails is not news. */
    private void announce(String route, String upstream, StateTransition transition) {
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            events.opened(route, upstream);
        } else if (transition.getToState() == State.CLOSED) {
            events.closed(route, upstream);
        }
    }

    private record Key(String route, String upstream) {}
}
