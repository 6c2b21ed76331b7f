package dev.steward.healing.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides what follows from what a target says. Empty means that nothing does. */
public final class Healer {

    private static final String CRASHED_AGAIN = "crashed-again";
    private static final String NO_ANSWER = "no-answer";

    private final RemediationPolicy policy;
    private final Supplier<String> ids;

    public Healer(RemediationPolicy policy, Supplier<String> ids) {
        this.policy = policy;
        this.ids = ids;
    }

    public RemediationPolicy policy() {
        return policy;
    }

    /**
     * A crash always counts, but only one that is the target's newest word leads to a restart.
     *
     * @param open the target's open incident, if there is one
     * @param before the target as it was known when the crash arrived
     */
    public IncidentChange afterCrash(@Nullable Incident open, ObservedTarget before, Crash crash, Instant now) {
        boolean news = before.isNews(crash.sequence());
        if (open == null && !news) {
            return Incident.open(ids.get(), before.target(), crash, now)
                    .then(it -> it.resolve(Resolution.SUPERSEDED, now));
        }
        IncidentChange counted =
                open == null ? Incident.open(ids.get(), before.target(), crash, now) : open.countCrash(crash);
        if (policy.isCrashLoop(before.crashed(crash, policy))) {
            return counted.then(it -> it.withhold(EscalationReason.CRASH_LOOP, now));
        }
        return news
                ? counted.then(it -> it.failAttempt(CRASHED_AGAIN, now, now)).then(it -> tryAgain(it, now))
                : counted;
    }

    /** The target said something newer than the crash that {@code open} is about. */
    public Optional<IncidentChange> afterWord(Incident open, TargetStatus word, Instant now) {
        return switch (word) {
            case RUNNING -> Optional.of(open.resolve(Resolution.RESTARTED, now));
            case STOPPED -> Optional.of(open.resolve(Resolution.TARGET_STOPPED, now));
            case DELETED -> Optional.of(open.resolve(Resolution.TARGET_DELETED, now));
            case FAILED -> Optional.of(open.escalate(EscalationReason.TARGET_FAILED, now));
            case CRASHED -> Optional.empty();
        };
    }

    /**
     * Only an attempt that is still awaited can fail. What follows waits a little: the word of the target that explains
     * the failure (it crashed again, it is being deleted) is on its way, and decides more than the failure does.
     */
    public Optional<IncidentChange> afterFailedAttempt(
            Incident incident, String remediationId, String why, Instant now) {
        return incident.awaits(remediationId)
                ? Optional.of(incident.failAttempt(why, now.plus(policy.retryDelay(incident)), now))
                : Optional.empty();
    }

    /**
     * The time after a failed attempt is over, or that for an answer. An owner that says nothing has failed, but only
     * if it could be heard: silence of the broker is no data, and decides nothing.
     */
    public Optional<IncidentChange> whenDue(Incident incident, boolean hearing, Instant now) {
        if (!incident.isDue(now)) {
            return Optional.empty();
        }
        if (!incident.awaitsAnAnswer()) {
            return Optional.of(tryAgain(incident, now));
        }
        return Optional.of(
                hearing
                        ? incident.failAttempt(NO_ANSWER, now, now).then(it -> tryAgain(it, now))
                        : incident.awaitUntil(answerDue(now)));
    }

    private Instant answerDue(Instant now) {
        return now.plus(policy.answerTimeout());
    }

    private IncidentChange tryAgain(Incident incident, Instant now) {
        return policy.allowsAnotherAttempt(incident)
                ? incident.requestRestart(ids.get(), answerDue(now), now)
                : incident.withhold(EscalationReason.REMEDIATION_FAILED, now);
    }
}
