package dev.steward.healing.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a target was last heard to say, by the sequence of its own events: an older word never replaces a newer one.
 * Crashes are counted in whatever order they arrive.
 *
 * @param version of the stored row, 0 while there is none
 */
public record ObservedTarget(
        Target target, TargetStatus status, long sequence, List<Instant> recentCrashes, long version) {

    public ObservedTarget {
        recentCrashes = List.copyOf(recentCrashes);
    }

    public static ObservedTarget unheard(Target target) {
        return new ObservedTarget(target, TargetStatus.RUNNING, 0, List.of(), 0);
    }

    public boolean isNews(long heard) {
        return heard > sequence;
    }

    public ObservedTarget said(TargetStatus word, long heard) {
        return isNews(heard) ? new ObservedTarget(target, word, heard, recentCrashes, version) : this;
    }

    public ObservedTarget crashed(Crash crash, RemediationPolicy policy) {
        ObservedTarget told = said(TargetStatus.CRASHED, crash.sequence());
        Stream<Instant> crashes = Stream.concat(recentCrashes.stream(), Stream.of(crash.at()));
        return new ObservedTarget(target, told.status, told.sequence, policy.relevant(crashes), version);
    }
}
