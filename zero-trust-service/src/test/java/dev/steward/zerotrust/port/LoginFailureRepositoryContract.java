package dev.steward.zerotrust.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link LoginFailureRepository} does. */
public interface LoginFailureRepositoryContract {

    Instant NOW = Instant.parse("2026-01-01T12:00:30Z");
    Instant LATER = NOW.plusSeconds(10);
    Instant LONG_AGO = NOW.minus(Duration.ofHours(1));
    String HERE = "192.0.2.1";
    String THERE = "192.0.2.2";

    LoginFailureRepository loginFailures();

    @Test
    default void failuresAreCountedByAccountAndAddress() {
        String account = unique();

        assertThat(fail(account, HERE, NOW)).isEqualTo(1);
        assertThat(fail(account, HERE, NOW)).isEqualTo(2);
        assertThat(fail(account, THERE, NOW)).isEqualTo(1);
        assertThat(fail(unique(), HERE, NOW)).isEqualTo(1);
    }

    @Test
    default void oldFailureIsForgotten() {
        String account = unique();
        fail(account, HERE, NOW);

        assertThat(loginFailures()
                        .fail(account, HERE, LATER, NOW.plusSeconds(1))
                        .block())
                .isEqualTo(1);
    }

    @Test
    default void blockedAccountIsClosedToThatAddressUntilThen() {
        String account = unique();
        fail(account, HERE, NOW);
        assertThat(loginFailures().blockedUntil(account, HERE, NOW).block()).isNull();

        loginFailures().block(account, HERE, LATER).block();

        assertThat(loginFailures().blockedUntil(account, HERE, NOW).block()).isEqualTo(LATER);
        assertThat(loginFailures().blockedUntil(account, THERE, NOW).block()).isNull();
        assertThat(loginFailures().blockedUntil(account, HERE, LATER).block()).isNull();
    }

    @Test
    default void eachTimeAnAccountIsClosedIsToldOnce() {
        String account = unique();
        assertThat(tell(account, LATER)).isFalse();
        fail(account, HERE, NOW);
        loginFailures().block(account, HERE, LATER).block();

        assertThat(tell(account, LATER)).isTrue();
        assertThat(tell(account, LATER)).isFalse();
        fail(account, HERE, LATER);
        assertThat(tell(account, LATER)).isFalse();
        Instant next = LATER.plusSeconds(1);
        loginFailures().block(account, HERE, next).block();
        assertThat(tell(account, LATER)).isFalse();
        assertThat(tell(account, next)).isTrue();
        assertThat(tell(account, next)).isFalse();
    }

    @Test
    default void failuresAreNotClearedWhileBlocked() {
        String account = unique();
        assertThat(loginFailures().clear(account, HERE, NOW).block()).isTrue();
        fail(account, HERE, NOW);
        loginFailures().block(account, HERE, LATER).block();

        assertThat(loginFailures().clear(account, HERE, NOW).block()).isFalse();
        assertThat(fail(account, HERE, NOW)).isEqualTo(2);
        assertThat(loginFailures().clear(account, HERE, LATER).block()).isTrue();
        assertThat(fail(account, HERE, LATER)).isEqualTo(1);
    }

    @Test
    default void loginsAreCountedByAddressAndMinute() {
        String address = unique();

        assertThat(loginFailures().countLogin(address, NOW).block()).isEqualTo(1);
        assertThat(loginFailures().countLogin(address, LATER).block()).isEqualTo(2);
        assertThat(loginFailures().countLogin(address, NOW.plusSeconds(60)).block())
                .isEqualTo(1);
        assertThat(loginFailures().countLogin(unique(), NOW).block()).isEqualTo(1);
    }

    @Test
    default void whatIsTooOldGoes() {
        String old = unique();
        String blocked = unique();
        loginFailures().fail(old, HERE, NOW, LONG_AGO).block();
        loginFailures().fail(blocked, HERE, NOW, LONG_AGO).block();
        loginFailures().block(blocked, HERE, NOW.plusSeconds(100)).block();
        loginFailures().countLogin(old, NOW).block();

        loginFailures().forgetBefore(NOW.plusSeconds(50)).block();

        assertThat(fail(old, HERE, NOW)).isEqualTo(1);
        assertThat(fail(blocked, HERE, NOW)).isEqualTo(2);
        assertThat(loginFailures().countLogin(old, NOW).block()).isEqualTo(1);
    }

    private boolean tell(String account, Instant until) {
        return loginFailures().tell(account, HERE, until).block();
    }

    private int fail(String account, String address, Instant now) {
        return loginFailures().fail(account, address, now, LONG_AGO).block();
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}
