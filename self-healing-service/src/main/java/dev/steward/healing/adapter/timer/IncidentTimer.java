package dev.steward.healing.adapter.timer;

import dev.steward.healing.application.IncidentService;
import dev.steward.healing.domain.Incident;
import dev.steward.kit.web.Correlation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Goes on with incidents whose time has come. Every instance may do so; one wins. */
public class IncidentTimer {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentTimer.class);

    private final IncidentService incidents;
    private final Mono<Boolean> hearing;

    /** @param hearing whether the broker answers at the moment */
    public IncidentTimer(IncidentService incidents, Mono<Boolean> hearing) {
        this.incidents = incidents;
        this.hearing = hearing;
    }

    /** Called once; what it returns is subscribed to each time. */
    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    public Mono<Void> reviewWhatIsDue() {
        return incidents
                .due()
                .concatMap(due -> hearing.flatMap(heard -> review(due, heard)))
                .then()
                .doOnError(error -> LOG.warn("Due incidents were not reviewed: {}", error.toString()))
                .onErrorComplete();
    }

    private Mono<Void> review(Incident due, boolean heard) {
        return incidents
                .review(due, heard)
                .contextWrite(Correlation.with(due.correlationIds().getLast()));
    }
}
