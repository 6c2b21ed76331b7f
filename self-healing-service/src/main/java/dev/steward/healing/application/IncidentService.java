package dev.steward.healing.application;

import dev.steward.healing.domain.Crash;
import dev.steward.healing.domain.Healer;
import dev.steward.healing.domain.Incident;
import dev.steward.healing.domain.IncidentChange;
import dev.steward.healing.domain.ObservedTarget;
import dev.steward.healing.domain.Target;
import dev.steward.healing.domain.TargetStatus;
import dev.steward.healing.port.IncidentRepository;
import dev.steward.healing.port.TargetRepository;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxEvent;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is done about the word of a target. What follows from an event joins the transaction of the inbox; what
 * follows from time has one of its own.
 */
public class IncidentService {

    private static final String AGGREGATE = "incident";
    private static final int BATCH = 100;

    private final Healer healer;
    private final TargetRepository targets;
    private final IncidentRepository incidents;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public IncidentService(
            Healer healer,
            TargetRepository targets,
            IncidentRepository incidents,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        this.healer = healer;
        this.targets = targets;
        this.incidents = incidents;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    public Mono<Void> crashed(Target target, Crash crash) {
        return heard(target).flatMap(before -> keep(before.crashed(crash, healer.policy()))
                .then(Mono.defer(() -> incidents.openFor(target)).singleOptional())
                .flatMap(open -> apply(healer.afterCrash(open.orElse(null), before, crash, clock.instant()))));
    }

    /** Does nothing for a word older than the target's last. */
    public Mono<Void> said(Target target, TargetStatus word, long sequence) {
        return heard(target).filter(before -> before.isNews(sequence)).flatMap(before -> keep(before.said(
                        word, sequence))
                .then(Mono.defer(() -> incidents.openFor(target)))
                .flatMap(open -> Mono.justOrEmpty(healer.afterWord(open, word, clock.instant())))
                .flatMap(this::apply));
    }

    /** Does nothing unless {@code remediationId} was asked of that target and is still awaited. */
    public Mono<Void> remediationFailed(Target target, String remediationId, String reason) {
        return incidents
                .withRemediation(remediationId)
                .filter(incident -> incident.target().equals(target))
                .flatMap(incident ->
                        Mono.justOrEmpty(healer.afterFailedAttempt(incident, remediationId, reason, clock.instant())))
                .flatMap(this::apply);
    }

    /** Some of the incidents that wait for {@link #review}. */
    public Flux<Incident> due() {
        return Flux.defer(() -> incidents.due(clock.instant(), BATCH));
    }

    /**
     * Does nothing if another instance was first.
     *
     * @param hearing whether targets can be heard at the moment
     */
    public Mono<Void> review(Incident due, boolean hearing) {
        return Mono.defer(() -> Mono.justOrEmpty(healer.whenDue(due, hearing, clock.instant())))
                .flatMap(this::apply)
                .as(transaction::transactional)
                .onErrorComplete(LostRaceException.class);
    }

    private Mono<ObservedTarget> heard(Target target) {
        return targets.find(target).defaultIfEmpty(ObservedTarget.unheard(target));
    }

    private Mono<Void> keep(ObservedTarget target) {
        return targets.save(target).flatMap(kept -> orRace(kept, target.target().id()));
    }

    private Mono<Void> apply(IncidentChange change) {
        Incident incident = change.incident();
        return incidents
                .save(change)
                .flatMap(saved -> orRace(saved, incident.id()))
                .then(Mono.defer(() -> outbox.append(events(change))));
    }

    private static Mono<Void> orRace(boolean stored, String id) {
        return stored ? Mono.empty() : Mono.error(() -> new LostRaceException(id));
    }

    private static List<OutboxEvent> events(IncidentChange change) {
        Incident incident = change.incident();
        return IntStream.range(0, change.events().size())
                .mapToObj(at -> new OutboxEvent(
                        AGGREGATE,
                        incident.id(),
                        incident.eventSequence() + at + 1,
                        incident.target().projectId(),
                        change.events().get(at)))
                .toList();
    }
}
