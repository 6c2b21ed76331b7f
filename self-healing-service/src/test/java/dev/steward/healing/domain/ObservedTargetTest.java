package dev.steward.healing.domain;

import static dev.steward.healing.domain.Given.NOON;
import static dev.steward.healing.domain.Given.POLICY;
import static dev.steward.healing.domain.Given.crash;
import static dev.steward.healing.domain.Given.running;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservedTargetTest {

    @Test
    void newerWordReplacesOlder() {
        assertThat(running(4).said(TargetStatus.STOPPED, 5).status()).isEqualTo(TargetStatus.STOPPED);
    }

    @Test
    void olderOrEqualWordIsIgnored() {
        assertThat(running(4).said(TargetStatus.DELETED, 4)).isEqualTo(running(4));
        assertThat(running(4).said(TargetStatus.DELETED, 3)).isEqualTo(running(4));
    }

    @Test
    void lateCrashCountsButIsNotTheLastWord() {
        ObservedTarget target = running(4).crashed(crash(3, NOON), POLICY);

        assertThat(target.status()).isEqualTo(TargetStatus.RUNNING);
        assertThat(target.sequence()).isEqualTo(4);
        assertThat(target.recentCrashes()).containsExactly(NOON);
    }
}
