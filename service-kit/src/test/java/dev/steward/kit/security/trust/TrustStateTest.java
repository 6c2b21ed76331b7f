package dev.steward.kit.security.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.security.trust.TokenStanding.Standing;
import dev.steward.kit.security.trust.TrustState.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class TrustStateTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TrustState state = new TrustState(Duration.ofSeconds(2));

    @Test
    void answersNothingBeforeItWasLoaded() {
        StepVerifier.create(state.project("atlas")).verifyError(TrustUnavailableException.class);
        StepVerifier.create(state.membershipsOf("ada")).verifyError(TrustUnavailableException.class);
        StepVerifier.create(state.of("login", "ada", NOON))
                .expectNext(Standing.UNKNOWN)
                .verifyComplete();
    }

    @Test
    void findsAProjectAtOnce() {
        state.known(Source.TOPIC);
        apply("atlas", 1, Map.of("ada", "viewer"));

        StepVerifier.create(state.project("atlas"))
                .expectNext(new ProjectState("atlas", "atlas", false, Map.of("ada", "viewer"), 1))
                .verifyComplete();
    }

    @Test
    void waitsForAProjectNotSeenYet() {
        state.known(Source.TOPIC);
        CompletableFuture<ProjectState> found = state.project("atlas").toFuture();
        apply("other", 1, Map.of());
        assertThat(found).isNotDone();

        apply("atlas", 1, Map.of());

        assertThat(found).succeedsWithin(SOON).extracting(ProjectState::id).isEqualTo("atlas");
    }

    @Test
    void givesUpOnAProjectAfterTwoSeconds() {
        state.known(Source.TOPIC);

        StepVerifier.withVirtualTime(() -> state.project("atlas"))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1_999))
                .thenAwait(Duration.ofMillis(1))
                .verifyComplete();
    }

    @Test
    void waitsForANewerStateThanTheOneSeen() {
        state.known(Source.TOPIC);
        apply("atlas", 1, Map.of());
        ProjectState seen = state.project("atlas").toFuture().join();
        CompletableFuture<ProjectState> newer = state.newerThan(seen).toFuture();
        assertThat(newer).isNotDone();

        apply("atlas", 2, Map.of("ada", "developer"));

        assertThat(newer).succeedsWithin(SOON).satisfies(project -> assertThat(project.roleOf("ada"))
                .isPresent());
    }

    @Test
    void letsOnlySoManyRequestsWait() {
        state.known(Source.TOPIC);
        var waiting = IntStream.range(0, 1_000)
                .mapToObj(each -> state.project("made-up-" + each).toFuture())
                .toList();

        assertThat(state.project("one-more").toFuture()).isCompletedWithValue(null);
        waiting.forEach(each -> each.cancel(true));
        assertThat(state.project("one-more").toFuture()).isNotDone();
    }

    @Test
    void namesTheProjectsOfAUser() {
        state.known(Source.TOPIC);
        apply("atlas", 1, Map.of("ada", "developer", "bob", "viewer"));
        apply("borealis", 1, Map.of("bob", "developer"));

        StepVerifier.create(state.membershipsOf("ada"))
                .expectNext(Map.of("atlas", "developer"))
                .verifyComplete();
    }

    @Test
    void refusesRevokedLoginSessionsAndDisabledUsers() {
        state.known(Source.TOPIC);
        state.entries()
                .apply(new TrustEntry(
                        "login-session/gone", 1, new LoginSessionStateChanged("gone", "ada", NOON, NOON)));
        state.entries().apply(new TrustEntry("user/bob", 1, new UserStateChanged("bob", true, NOON, null)));
        state.entries().apply(new TrustEntry("user/cleo", 2, new UserStateChanged("cleo", false, NOON, null)));

        StepVerifier.create(state.of("gone", "ada", NOON))
                .expectNext(Standing.REVOKED)
                .verifyComplete();
        StepVerifier.create(state.of("login", "bob", NOON))
                .expectNext(Standing.REVOKED)
                .verifyComplete();
        StepVerifier.create(state.of("login", "cleo", NOON))
                .expectNext(Standing.STANDS)
                .verifyComplete();
        StepVerifier.create(state.of("login", "ada", NOON))
                .expectNext(Standing.STANDS)
                .verifyComplete();
    }

    @Test
    void refusesTokensFromBeforeARoleWasTakenAway() {
        state.known(Source.TOPIC);
        state.entries().apply(new TrustEntry("user/ada", 2, new UserStateChanged("ada", false, NOON, NOON)));

        StepVerifier.create(state.of("login", "ada", NOON.minusSeconds(1)))
                .expectNext(Standing.REVOKED)
                .verifyComplete();
        StepVerifier.create(state.of("login", "ada", NOON))
                .expectNext(Standing.STANDS)
                .verifyComplete();
        StepVerifier.create(state.of("login", "bob", NOON.minusSeconds(1)))
                .expectNext(Standing.STANDS)
                .verifyComplete();
    }

    @Test
    void knowsTheSigningKeys() {
        StepVerifier.create(state.signingKeys()).expectNext(List.of()).verifyComplete();

        state.entries().apply(new TrustEntry("keys", 1, new SigningKeysChanged(List.of(Map.of("kid", "one")))));

        StepVerifier.create(state.signingKeys())
                .expectNext(List.of(Map.of("kid", "one")))
                .verifyComplete();
    }

    private void apply(String id, long sequence, Map<String, String> members) {
        var event = new ProjectStateChanged(id, id, "active", members);
        state.entries().apply(new TrustEntry("project/" + id, sequence, event));
    }
}
