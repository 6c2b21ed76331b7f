package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.trust.ApiKeyCreated;
import dev.steward.events.trust.ApiKeyRevoked;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.zerotrust.application.ApiKeyService.Issue;
import dev.steward.zerotrust.domain.Scopes;
import dev.steward.zerotrust.domain.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyServiceTest {

    private static final Instant EXPIRY = Identity.NOON.plus(Duration.ofDays(90));

    private final Identity identity = new Identity();
    private final User ada = identity.user("ada");
    private final ApiKeyService keys = identity.apiKeyService;

    @BeforeEach
    void forgetTheCreation() {
        identity.outbox.appended.clear();
    }

    @Test
    void tellsWhatHappensToAKeyInOrder() {
        String id = issue().key().id();
        keys.rotate(id, Duration.ofHours(1), null, "user").block();
        keys.revoke(id).block();

        assertThat(identity.outbox.events())
                .filteredOn(event -> !(event instanceof LoginSessionStateChanged))
                .containsExactly(
                        new ApiKeyCreated(id, ada.id(), "CI", List.of("*:read", "jobs:*"), EXPIRY),
                        new CredentialChanged(
                                CredentialChanged.CAEP,
                                ada.id(),
                                id,
                                "api-key",
                                "update",
                                "user",
                                Identity.NOON.getEpochSecond()),
                        new ApiKeyRevoked(id, ada.id(), Identity.NOON));
        assertThat(identity.outbox.positions())
                .filteredOn(position -> position.startsWith(id))
                .containsExactly(id + "#1", id + "#2", id + "#3");
        assertThat(keys.revoke(id).block()).isFalse();
        assertThat(keys.rotate(id, Duration.ZERO, null, "user").blockOptional()).isEmpty();
    }

    @Test
    void fullOwnerGetsNoKeyAndNobodyIsTold() {
        for (int i = 0; i < ApiKeyService.MOST; i++) {
            issue();
        }
        identity.outbox.appended.clear();

        assertThat(keys.issue(ada.id(), "One more", Scopes.of(List.of("*:read")), EXPIRY)
                        .blockOptional())
                .isEmpty();
        assertThat(identity.outbox.appended).isEmpty();
    }

    @Test
    void keepsAUseOnceAMinute() {
        Issue issue = issue();
        String typed = issue.secret().value();

        keys.present(typed).block();
        identity.pass(Duration.ofSeconds(59));
        keys.present(typed).block();
        assertThat(lastUse(issue)).isEqualTo(Identity.NOON);

        identity.pass(Duration.ofSeconds(2));
        keys.present(typed).block();
        assertThat(lastUse(issue)).isEqualTo(Identity.NOON.plusSeconds(61));
    }

    @Test
    void rotationShortensNothingButTheOldSecret() {
        Issue old = issue();
        Issue next =
                keys.rotate(old.key().id(), Duration.ofHours(1), null, "user").block();
        assertThat(keys.present(old.secret().value()).blockOptional()).isPresent();

        identity.pass(Duration.ofHours(1));

        assertThat(keys.present(old.secret().value()).blockOptional()).isEmpty();
        assertThat(keys.present(next.secret().value()).blockOptional()).isPresent();
        assertThat(keys.present("stw_").blockOptional()).isEmpty();
    }

    private Instant lastUse(Issue issue) {
        return keys.find(issue.key().id()).block().lastUsedAt();
    }

    private Issue issue() {
        return keys.issue(ada.id(), "CI", Scopes.of(List.of("jobs:*", "*:read")), EXPIRY)
                .block();
    }
}
