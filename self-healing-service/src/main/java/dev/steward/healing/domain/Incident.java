package dev.steward.healing.domain;

import dev.steward.events.healing.HealingEvent;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something broken that is being looked after: at most one is open per target, and a closed one never changes again.
 *
 * @param correlationIds those of its crashes, first the one that opened it
 * @param crashes of the target while this incident was open, the first included
 * @param version of the stored row this was loaded from, 0 while there is none
 * @param eventSequence how many events of this incident were stored before the change under way
 */
public record Incident(
        String id,
        Target target,
        String reason,
        List<String> correlationIds,
        Instant openedAt,
        int crashes,
        List<Remediation> remediations,
        IncidentState state,
        long version,
        long eventSequence) {

    private static final String CRASHED = "crashed";

    public Incident {
        correlationIds = List.copyOf(correlationIds);
        remediations = List.copyOf(remediations);
    }

    static IncidentChange open(String id, Target target, Crash crash, Instant now) {
        List<String> correlation = List.of(crash.correlationId());
        IncidentState due = new IncidentState.Open(now);
        Incident opened = new Incident(id, target, CRASHED, correlation, now, 1, List.of(), due, 0, 0);
        return new IncidentChange(
                opened, List.of(new IncidentOpened(id, target.projectId(), target.type(), target.id(), CRASHED, now)));
    }

    /** Of the crash that opened it. */
    public String correlationId() {
        return correlationIds.getFirst();
    }

    public boolean isOpen() {
        return state instanceof IncidentState.Open;
    }

    boolean awaits(String remediationId) {
        return isOpen()
                && remediations.stream().anyMatch(it -> it.pending() && it.id().equals(remediationId));
    }

    boolean awaitsAnAnswer() {
        return isOpen() && remediations.stream().anyMatch(Remediation::pending);
    }

    boolean isDue(Instant now) {
        return state instanceof IncidentState.Open(var at) && !now.isBefore(at);
    }

    IncidentChange countCrash(Crash crash) {
        mustBeOpen();
        List<String> known = Stream.concat(correlationIds.stream(), Stream.of(crash.correlationId()))
                .distinct()
                .toList();
        return IncidentChange.silent(new Incident(
                id, target, reason, known, openedAt, crashes + 1, remediations, state, version, eventSequence));
    }

    IncidentChange failAttempt(String why, Instant retryAt, Instant now) {
        return IncidentChange.silent(with(ended(RemediationStatus.FAILED, why, now), new IncidentState.Open(retryAt)));
    }

    /** The answer to the attempt may take longer: nobody could have heard it. */
    IncidentChange awaitUntil(Instant answerDue) {
        return IncidentChange.silent(with(remediations, new IncidentState.Open(answerDue)));
    }

    IncidentChange requestRestart(String remediationId, Instant answerDue, Instant now) {
        Remediation next = Remediation.requested(remediationId, remediations.size() + 1, now);
        return new IncidentChange(
                with(Stream.concat(remediations.stream(), Stream.of(next)).toList(), new IncidentState.Open(answerDue)),
                List.of(new RemediationRequested(
                        next.id(), id, target.projectId(), target.type(), target.id(), next.action(), next.attempt())));
    }

    IncidentChange resolve(Resolution resolution, Instant now) {
        RemediationStatus attempt =
                resolution == Resolution.RESTARTED ? RemediationStatus.SUCCEEDED : RemediationStatus.OBSOLETE;
        return close(
                new IncidentState.Resolved(now, resolution),
                ended(attempt, null, now),
                new IncidentResolved(id, target.projectId(), target.id(), now, resolution.code()));
    }

    IncidentChange escalate(EscalationReason why, Instant now) {
        return close(
                new IncidentState.Escalated(now, why),
                ended(RemediationStatus.OBSOLETE, null, now),
                new IncidentEscalated(id, target.projectId(), target.id(), why.code()));
    }

    /** Tells the owner that no restart will be asked for, and hands the incident to a person. */
    IncidentChange withhold(EscalationReason why, Instant now) {
        HealingEvent withheld = new RemediationWithheld(
                id, target.projectId(), target.type(), target.id(), Remediation.RESTART, why.code());
        return new IncidentChange(this, List.of(withheld)).then(it -> it.escalate(why, now));
    }

    private IncidentChange close(IncidentState closed, List<Remediation> attempts, HealingEvent event) {
        return new IncidentChange(with(attempts, closed), List.of(event));
    }

    private List<Remediation> ended(RemediationStatus how, @Nullable String why, Instant now) {
        return remediations.stream().map(it -> it.ended(how, why, now)).toList();
    }

    private Incident with(List<Remediation> attempts, IncidentState next) {
        mustBeOpen();
        return new Incident(
                id, target, reason, correlationIds, openedAt, crashes, attempts, next, version, eventSequence);
    }

    private void mustBeOpen() {
        if (!isOpen()) {
            throw new IllegalStateException(
                    "incident " + id + " is " + state.status().code() + " and stays so");
        }
    }
}
