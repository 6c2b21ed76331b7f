package dev.steward.zerotrust.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the versions that count. {@code eventSequence} counts what readers of policies were told: 0 while it was
 * never active.
 *
 * @param rules of the latest version
 */
public record ManagedPolicy(
        String id,
        PolicyRules rules,
        int latestVersion,
        @Nullable Integer dryRunVersion,
        @Nullable Integer activeVersion,
        boolean deleted,
        Instant createdAt,
        Instant changedAt,
        long version,
        long eventSequence) {

    public static ManagedPolicy drafted(String id, PolicyRules rules, Instant now) {
        return new ManagedPolicy(id, rules, 1, null, null, false, now, now, 1, 0);
    }

    public PolicyState state() {
        if (activeVersion != null) {
            return PolicyState.ACTIVE;
        }
        if (dryRunVersion != null) {
            return PolicyState.DRY_RUN;
        }
        return eventSequence > 0 ? PolicyState.INACTIVE : PolicyState.DRAFT;
    }

    /** A further version; what is active or in dry run stays so. */
    public ManagedPolicy rewritten(PolicyRules next, Instant now) {
        return new ManagedPolicy(
                id,
                next,
                latestVersion + 1,
                dryRunVersion,
                activeVersion,
                deleted,
                createdAt,
                now,
                version + 1,
                eventSequence);
    }

    public ManagedPolicy tried(int number, Instant now) {
        return with(number, activeVersion, false, now);
    }

    /** Ends a dry run of the same version. */
    public ManagedPolicy activated(int number, Instant now) {
        Integer leftInDryRun = dryRunVersion != null && dryRunVersion == number ? null : dryRunVersion;
        return with(leftInDryRun, number, true, now);
    }

    /** Ends a dry run too. */
    public ManagedPolicy deactivated(Instant now) {
        return with(null, null, activeVersion != null, now);
    }

    public ManagedPolicy deleted(Instant now) {
        ManagedPolicy ended = deactivated(now);
        return new ManagedPolicy(
                id, rules, latestVersion, null, null, true, createdAt, now, ended.version, ended.eventSequence);
    }

    private ManagedPolicy with(@Nullable Integer dryRun, @Nullable Integer active, boolean told, Instant now) {
        return new ManagedPolicy(
                id,
                rules,
                latestVersion,
                dryRun,
                active,
                deleted,
                createdAt,
                now,
                version + 1,
                told ? eventSequence + 1 : eventSequence);
    }
}
