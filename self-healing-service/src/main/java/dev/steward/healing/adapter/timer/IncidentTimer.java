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
    private final Hearing hearing;

    public IncidentTimer(IncidentService incidents, Hearing hearing) {
        this.incidents = incidents;
        this.hearing = hearing;
    }

    /** Called once; what it returns is subscribed to each time. */
    @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
    public Mono<Void> reviewWhatIsDue() {
        return hearing.isGood()
                .flatMapMany(good -> incidents.due().concatMap(due -> review(due, good)))
                .then()
                .doOnError(error -> LOG.warn("Due incidents were not reviewed: {}", error.toString()))
                .onErrorComplete();
    }

    private Mono<Void> review(Incident due, boolean hearing) {
        return incidents
                .review(due, hearing)
                .contextWrite(Correlation.with(due.correlationIds().getLast()));
    }
}
