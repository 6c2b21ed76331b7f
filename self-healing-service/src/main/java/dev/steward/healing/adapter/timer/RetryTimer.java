package dev.steward.healing.adapter.timer;

import dev.steward.healing.application.IncidentService;
import dev.steward.healing.domain.Incident;
import dev.steward.kit.web.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Asks for the next attempt once a failed one has been waited out. Every instance may do so; one wins. */
public class RetryTimer {

    private static final Logger LOG = LoggerFactory.getLogger(RetryTimer.class);

    private final IncidentService incidents;

    public RetryTimer(IncidentService incidents) {
        this.incidents = incidents;
    }

    /** Called once; what it returns is subscribed to each time. */
    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    public Mono<Void> retryWhatIsDue() {
        return incidents
                .due()
                .concatMap(this::retry)
                .then()
                .doOnError(error -> LOG.warn("Due incidents were not retried: {}", error.toString()))
                .onErrorComplete();
    }

    private Mono<Void> retry(Incident due) {
        return incidents
                .retry(due)
                .contextWrite(Correlation.with(due.correlationIds().getLast()));
    }
}
