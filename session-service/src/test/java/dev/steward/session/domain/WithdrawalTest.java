package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.session.SessionStopping;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WithdrawalTest {

    private static final Instant LATER = Given.NOW.plusSeconds(600);
    private static final Set<SessionStatus> UP = EnumSet.of(
            SessionStatus.PENDING,
            SessionStatus.STARTING,
            SessionStatus.RUNNING,
            SessionStatus.UNHEALTHY,
            SessionStatus.CRASHED);

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void anArchivedProjectDeletesWhateverThereIs(SessionStatus status) {
        Optional<SessionChange> change = decide(Withdrawal.PROJECT_ARCHIVED, Given.in(status));

        assertThat(change.map(done -> done.after().status()))
                .isEqualTo(status == SessionStatus.DELETED ? Optional.empty() : Optional.of(SessionStatus.DELETED));
        change.ifPresent(done -> {
            assertThat(done.actor()).isEqualTo(Actor.TRUST);
            assertThat(done.reason()).isEqualTo("project-archived");
        });
    }

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void aDisabledUserStopsWhatIsUpAndDeletesNothing(SessionStatus status) {
        Optional<SessionChange> change = decide(Withdrawal.USER_DISABLED, Given.in(status));

        assertThat(change.isPresent()).isEqualTo(UP.contains(status));
        change.ifPresent(done -> {
            assertThat(done.after().status()).isEqualTo(SessionStatus.STOPPING);
            assertThat(done.emissions())
                    .extracting(Emission::event)
                    .containsExactly(new SessionStopping(done.after().id(), "shop", "user-disabled"));
        });
    }

    @Test
    void whatOnlyWaitsToBeStartedAgainStaysDown() {
        Session waiting = Given.running().stop(Session.HOST_STOPPED, LATER).after();

        Session down = decide(Withdrawal.USER_DISABLED, waiting).orElseThrow().after();

        assertThat(down.startsAgain()).isFalse();
        assertThat(decide(Withdrawal.USER_DISABLED, down)).as("the second time").isEmpty();
    }

    private static Optional<SessionChange> decide(Withdrawal why, Session session) {
        return why.decide(session, LATER, "request");
    }
}
