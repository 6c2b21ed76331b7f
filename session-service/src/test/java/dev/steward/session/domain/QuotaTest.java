package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Quota.Exceeded;
import dev.steward.session.domain.Quota.Scope;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private static final Quota QUOTA = new Quota(3, new Resources(2_000, 1L << 30, 10L << 30));
    private static final Taken MORE = new Taken(1, 1_000, 512L << 20, 5L << 30);

    @Test
    void lastsUpToItsEnd() {
        assertThat(QUOTA.exceeded(Scope.USER, Taken.NOTHING, MORE)).isEmpty();
        assertThat(QUOTA.exceeded(Scope.USER, new Taken(2, 1_000, 512L << 20, 5L << 30), MORE))
                .isEmpty();
    }

    @Test
    void saysWhichLimitIsReached() {
        assertThat(QUOTA.exceeded(Scope.USER, new Taken(3, 0, 0, 0), MORE))
                .hasValue(new Exceeded(Scope.USER, "sessions", "3", "3", "1"));
        assertThat(QUOTA.exceeded(Scope.PROJECT, new Taken(1, 1_001, 0, 0), MORE))
                .hasValue(new Exceeded(Scope.PROJECT, "cpu", "2", "1001m", "1"));
        assertThat(QUOTA.exceeded(Scope.USER, new Taken(1, 0, 1L << 30, 0), MORE))
                .hasValue(new Exceeded(Scope.USER, "memory", "1Gi", "1Gi", "512Mi"));
        assertThat(QUOTA.exceeded(Scope.USER, new Taken(1, 0, 0, 6L << 30), MORE))
                .hasValue(new Exceeded(Scope.USER, "disk", "10Gi", "6Gi", "5Gi"));
    }

    @Test
    void whoTakesNothingMoreIsNotRefused() {
        Taken over = new Taken(9, 9_000, 9L << 30, 99L << 30);

        assertThat(QUOTA.exceeded(Scope.USER, over, Taken.NOTHING)).isEmpty();
    }

    @Test
    void aSessionTakesItsPlaceWhileItIsUpAndItsDiskUntilItIsDeleted() {
        assertThat(Taken.by(Given.running())).isEqualTo(new Taken(1, 1_000, 512L << 20, 5L << 30));
        assertThat(Taken.by(Given.in(SessionStatus.STOPPED))).isEqualTo(new Taken(0, 0, 0, 5L << 30));
        assertThat(Taken.by(Given.in(SessionStatus.DELETED))).isEqualTo(Taken.NOTHING);
        Session restarting =
                Given.running().stopToRestart(Given.NOW, Given.CORRELATION).after();
        assertThat(Taken.by(restarting).sessions()).isEqualTo(1);
        assertThat(Taken.by(restarting.stayDown("requested").after()).sessions())
                .isZero();
    }
}
