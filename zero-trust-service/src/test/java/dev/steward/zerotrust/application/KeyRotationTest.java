package dev.steward.zerotrust.application;

import static dev.steward.zerotrust.application.Identity.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.zerotrust.domain.KeyStanding;
import dev.steward.zerotrust.domain.KeyTimes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final Duration LEAD = Duration.ofMinutes(5);
    private static final Duration LAST_TOKEN = Duration.ofMinutes(16);

    private final Identity identity = new Identity();
    private final KeyRotation rotation = new KeyRotation(
            identity.keyRing,
            identity.signingKeys,
            identity.audit,
            new KeyTimes(Duration.ofDays(30), LEAD, LAST_TOKEN),
            identity.clock);
    private String first;

    @BeforeEach
    void firstKey() {
        first = identity.keyRing.current().block().keyId();
    }

    @Test
    void keyIsPublishedBeforeItSigns() {
        KeyStanding next = rotation.rotate().block();

        assertThat(next).isEqualTo(new KeyStanding(next.keyId(), "next", NOON, NOON.plus(LEAD), null));
        assertThat(signing()).isEqualTo(first);
        assertThat(published()).containsExactly(first, next.keyId());
        assertThat(lastTold()).containsExactly(first, next.keyId());

        passAndTurn(LEAD);
        assertThat(signing()).isEqualTo(next.keyId());
    }

    @Test
    void keyCountsUntilItsLastTokenHasExpired() {
        String next = rotation.rotate().block().keyId();
        passAndTurn(LEAD);

        passAndTurn(LAST_TOKEN.minusSeconds(1));
        assertThat(published()).containsExactly(next, first);
        assertThat(identity.keyRing.find(first).block()).isNotNull();

        passAndTurn(Duration.ofSeconds(1));
        assertThat(published()).containsExactly(next);
        assertThat(lastTold()).containsExactly(next);
        assertThat(identity.keyRing.find(first).block()).isNull();
    }

    @Test
    void thereIsOneNextKeyAtATime() {
        rotation.rotate().block();
        int told = identity.outbox.appended.size();

        assertThat(rotation.rotate().block()).isNull();
        assertThat(identity.outbox.appended).hasSize(told);
    }

    @Test
    void rotatesByItselfAfterThirtyDays() {
        passAndTurn(Duration.ofDays(30));
        assertThat(published()).containsExactly(first);

        passAndTurn(Duration.ofSeconds(1));
        assertThat(published()).hasSize(2).startsWith(first);
        passAndTurn(LEAD);
        assertThat(signing()).isNotEqualTo(first);
    }

    @Test
    void instanceNoticesWhatAnotherOneChanged() {
        KeyRing other = new KeyRing(
                identity.signingKeys,
                identity.entries,
                identity.signer,
                identity.outbox,
                identity.transaction,
                identity.clock);
        assertThat(other.current().block().keyId()).isEqualTo(first);
        rotation.rotate().block();

        assertThat(other.published().block()).hasSize(1);
        identity.pass(KeyRing.FRESH);
        assertThat(other.published().block()).hasSize(2);
    }

    @Test
    void nothingDueChangesNothing() {
        int told = identity.outbox.appended.size();

        passAndTurn(Duration.ofHours(1));

        assertThat(identity.outbox.appended).hasSize(told);
    }

    private void passAndTurn(Duration time) {
        identity.pass(time);
        rotation.turn().block();
    }

    private String signing() {
        return identity.keyRing.current().block().keyId();
    }

    private List<String> published() {
        return identity.keyRing.published().block().stream()
                .map(key -> key.get("kid"))
                .toList();
    }

    private List<String> lastTold() {
        var changed = (SigningKeysChanged) identity.outbox.events().getLast();
        return changed.keys().stream().map(key -> key.get("kid")).toList();
    }
}
