package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrashPolicyTest {

    private final CrashPolicy policy = new CrashPolicy(
            3, Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(1));

    @Test
    void threeCrashesInFiveMinutesAreALoop() {
        Session session = crashedAt(0, 100, 299);

        assertThat(policy.isLooping(session, Given.NOW.plusSeconds(299))).isTrue();
    }

    @Test
    void theOldestCrashLeavesTheWindow() {
        Session session = crashedAt(0, 100, 299);

        assertThat(policy.isLooping(session, Given.NOW.plusSeconds(300))).isFalse();
    }

    @Test
    void twoCrashesAreNoLoop() {
        assertThat(policy.isLooping(crashedAt(0, 1), Given.NOW.plusSeconds(2))).isFalse();
    }

    @Test
    void aDecisionIsOverdueAfterItsTime() {
        Session session = crashedAt(0);

        assertThat(policy.isOverdue(session, Given.NOW.plusMillis(9_999))).isFalse();
        assertThat(policy.isOverdue(session, Given.NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void theFirstRestartWaitsForTheDecisionOnlyAndEachOtherLongerByChance() {
        assertThat(waits(crashedAt(0))).isEqualTo(Duration.ofSeconds(10));
        assertThat(waits(crashedAt(0, 30))).isBetween(Duration.ofSeconds(15), Duration.ofMillis(17_500));
        assertThat(waits(crashedAt(0, 30, 60))).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
        assertThat(waits(crashedAt(0, 1, 2, 3, 4, 5, 6, 7)))
                .as("no longer than the longest, and half of it")
                .isBetween(Duration.ofSeconds(70), Duration.ofSeconds(100));
        Set<Duration> waits =
                Stream.generate(() -> waits(crashedAt(0, 30))).limit(20).collect(Collectors.toSet());
        assertThat(waits).as("not all at once").hasSizeGreaterThan(10);
    }

    @Test
    void everybodyAwaitsTheSameRestart() {
        Session session = crashedAt(0, 30);

        assertThat(policy.restartsAt(session)).isEqualTo(policy.restartsAt(session));
        assertThat(policy.inWords(session)).contains("after crash 2").contains("within 300 s");
    }

    @Test
    void aCrashOfLongAgoMakesNobodyWait() {
        assertThat(waits(crashedAt(0, 301))).isEqualTo(Duration.ofSeconds(10));
    }

    private Duration waits(Session session) {
        return Duration.between(session.state().since(), policy.restartsAt(session));
    }

    @Test
    void remembersAsManyCrashesAsAnyLimitCanAskFor() {
        Session session = crashedAt(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

        assertThat(session.attempts().recentCrashes()).hasSize(10).first().isEqualTo(Given.NOW.plusSeconds(2));
        assertThat(session.attempts().crashes()).isEqualTo(12);
    }

    private static Session crashedAt(int... seconds) {
        Session session = Given.starting();
        for (int second : seconds) {
            Instant at = Given.NOW.plusSeconds(second);
            if (session.status() == SessionStatus.CRASHED) {
                session = session.restart(RestartRequest.byService("no-decision"), at)
                        .after();
            }
            session =
                    session.crash(new Exit(1, null, List.of(), at), at, "fresh").after();
        }
        return session;
    }
}
