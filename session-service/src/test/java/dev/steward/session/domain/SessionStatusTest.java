package dev.steward.session.domain;

import static dev.steward.session.domain.SessionStatus.CRASHED;
import static dev.steward.session.domain.SessionStatus.DELETED;
import static dev.steward.session.domain.SessionStatus.FAILED;
import static dev.steward.session.domain.SessionStatus.PENDING;
import static dev.steward.session.domain.SessionStatus.RUNNING;
import static dev.steward.session.domain.SessionStatus.STARTING;
import static dev.steward.session.domain.SessionStatus.STOPPED;
import static dev.steward.session.domain.SessionStatus.STOPPING;
import static dev.steward.session.domain.SessionStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStatusTest {

    /** Written down a second time on purpose: a change of the table has to be meant. */
    private static final Map<SessionStatus, Set<SessionStatus>> ALLOWED = Map.of(
            PENDING, Set.of(PENDING, STARTING, STOPPING, FAILED, DELETED),
            STARTING, Set.of(STARTING, RUNNING, CRASHED, STOPPING, FAILED, DELETED),
            RUNNING, Set.of(RUNNING, UNHEALTHY, CRASHED, STOPPING, FAILED, DELETED),
            UNHEALTHY, Set.of(UNHEALTHY, RUNNING, CRASHED, STOPPING, FAILED, DELETED),
            CRASHED, Set.of(CRASHED, STARTING, STOPPING, FAILED, DELETED),
            STOPPING, Set.of(STOPPING, STOPPED, FAILED, DELETED),
            STOPPED, Set.of(STOPPED, STARTING, DELETED),
            FAILED, Set.of(FAILED, STARTING, DELETED),
            DELETED, Set.of());

    @ParameterizedTest
    @EnumSource
    void onlyTheTableSaysWhatFollows(SessionStatus from) {
        Set<SessionStatus> following =
                Stream.of(SessionStatus.values()).filter(from::mayBecome).collect(Collectors.toSet());

        assertThat(following).isEqualTo(ALLOWED.get(from));
    }

    @ParameterizedTest
    @EnumSource
    void sourcesAreTheTableReadBackwards(SessionStatus to) {
        assertThat(to.sources())
                .containsExactlyInAnyOrderElementsOf(ALLOWED.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(to))
                        .map(entry -> entry.getKey().text())
                        .toList());
    }

    @Test
    void readsItsOwnTextAndNoOther() {
        assertThat(Stream.of(SessionStatus.values()).map(SessionStatus::text).map(SessionStatus::of))
                .allMatch(Optional::isPresent);
        assertThat(SessionStatus.of("RUNNING")).isEmpty();
        assertThat(SessionStatus.of("paused")).isEmpty();
    }
}
