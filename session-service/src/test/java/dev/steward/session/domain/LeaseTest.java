package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Instant NOW = Given.NOW;
    private static final Duration KEPT = Duration.ofDays(7);
    private final Lease lease = Given.LEASES.begin(NOW, null, null);

    @Test
    void warnsTenMinutesAndOneMinuteBefore() {
        assertThat(Lease.WARNINGS).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(1));
        assertThat(lease.dueAt()).isEqualTo(at(20));
        assertThat(lease.warned(1).dueAt()).isEqualTo(at(29));
        assertThat(lease.warned(2).dueAt()).isEqualTo(at(30)).isEqualTo(lease.stopsAt());
    }

    @Test
    void whatComesFirstEndsIt() {
        assertThat(lease.stopReason()).isEqualTo("idle-timeout");
        Lease busy = lease.used(NOW.plus(Duration.ofHours(23).plusMinutes(45)), "preview");
        assertThat(busy.stopReason()).isEqualTo("ttl");
        assertThat(busy.stopsAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
    }

    @Test
    void nothingGoesBeyondTheMaximum() {
        Lease longest = lease.extended(Duration.ofDays(7), NOW.plus(Duration.ofDays(3)));

        assertThat(longest.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7))).isEqualTo(longest.latestAt());
        assertThat(longest.used(NOW.plus(Duration.ofDays(7)), "preview").stopReason())
                .isEqualTo("maximum-lifetime");
        assertThat(Lease.begin(NOW, Duration.ofDays(9), Duration.ofDays(9), Duration.ofDays(7), KEPT)
                        .stopsAt())
                .isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void anExtensionNeverMakesItShorter() {
        assertThat(lease.extended(Duration.ofMinutes(1), NOW).expiresAt()).isEqualTo(lease.expiresAt());
    }

    @Test
    void anEndThatMovedAwayIsToldOfAgain() {
        Lease told = lease.warned(2);

        assertThat(told.used(at(29), "file-write").warned()).isZero();
        Lease brief = Lease.begin(NOW, Duration.ofHours(24), Duration.ofMinutes(5), Duration.ofDays(7), KEPT);
        assertThat(brief.warned(2).used(at(4), "file-write").warned())
                .as("within ten minutes still")
                .isEqualTo(1);
    }

    @Test
    void aStartBeginsAnotherLifeOfTheSameLength() {
        Lease again = lease.warned(2).renewed(at(600));

        assertThat(again.expiresAt()).isEqualTo(at(600).plus(Duration.ofHours(24)));
        assertThat(again.latestAt()).isEqualTo(at(600).plus(Duration.ofDays(7)));
        assertThat(again.lastActivity()).isEqualTo(new Lease.Activity(at(600), "start"));
        assertThat(again.warned()).isZero();
    }

    @Test
    void whoKeepsItAliveKeepsItFromBeingIdleAndFromNothingElse() {
        Lease held = lease.held(at(240), NOW);

        assertThat(held.stopsAt()).isEqualTo(at(240));
        assertThat(held.isHeld()).isTrue();
        assertThat(held.stopReason()).isEqualTo("idle-timeout");
        assertThat(lease.held(at(60 * 48), NOW).stopsAt()).as("its ttl").isEqualTo(lease.expiresAt());
        assertThat(lease.held(at(60 * 48), NOW).stopReason()).isEqualTo("ttl");
        assertThat(lease.held(at(10), NOW).stopsAt()).as("idle later than that").isEqualTo(at(30));
        assertThat(lease.held(at(10), NOW).isHeld()).isFalse();
    }

    @Test
    void theEndOfAKeepAliveIsNoUse() {
        Lease held = lease.held(at(240), NOW);

        assertThat(held.isOver(at(239))).isFalse();
        assertThat(held.isOver(at(240))).isTrue();
        assertThat(held.held(null, at(100)).isOver(at(100))).as("idle for long").isTrue();
        assertThat(held.renewed(at(300)).heldUntil()).isNull();
    }

    @Test
    void whoKeepsItAlivePutsTheWarningsOff() {
        Lease told = lease.warned(1).held(at(240), at(21));

        assertThat(told.warned()).isZero();
        assertThat(told.dueAt()).isEqualTo(at(230));
    }

    private static Instant at(int minutes) {
        return NOW.plus(Duration.ofMinutes(minutes));
    }
}
