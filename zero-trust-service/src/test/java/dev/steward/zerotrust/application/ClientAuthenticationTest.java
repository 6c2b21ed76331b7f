package dev.steward.zerotrust.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.zerotrust.application.ServiceAccountService.Creation;
import dev.steward.zerotrust.domain.OpaqueSecret;
import dev.steward.zerotrust.domain.ServiceAccountChange;
import dev.steward.zerotrust.domain.UserChange;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAuthenticationTest {

    private static final String HERE = "203.0.113.7";
    private static final String THERE = "203.0.113.8";
    private static final OpaqueSecret WRONG = new OpaqueSecret("wrong");

    private final Identity identity = new Identity();
    private final ServiceAccountService accounts = identity.serviceAccountService;
    private final Creation created = accounts.create("Deployer", null, Set.of()).block();
    private final String id = created.account().id();

    @Test
    void rightSecretProvesAndClearsWhatFailed() {
        for (int i = 0; i < 20; i++) {
            assertThat(authenticate(id, WRONG, HERE)).isEqualTo(new ClientOutcome.Refused());
            assertThat(authenticate(id, created.secret(), HERE)).isInstanceOf(ClientOutcome.Proven.class);
        }
    }

    @Test
    void fiveWrongSecretsLockTheClientForThatAddressOnly() {
        for (int i = 0; i < 5; i++) {
            identity.pass(Duration.ofSeconds(10));
            assertThat(authenticate(id, WRONG, HERE)).isEqualTo(new ClientOutcome.Refused());
        }

        assertThat(authenticate(id, created.secret(), HERE))
                .isEqualTo(new ClientOutcome.Blocked(Duration.ofMinutes(15)));
        assertThat(authenticate(id, created.secret(), THERE)).isInstanceOf(ClientOutcome.Proven.class);
    }

    @Test
    void unknownClientIsRefusedAndHeldUpAlike() {
        String unknown = "0198c0de-0000-7000-8000-000000000000";
        for (int i = 0; i < 5; i++) {
            identity.pass(Duration.ofSeconds(10));
            assertThat(authenticate(unknown, WRONG, HERE)).isEqualTo(new ClientOutcome.Refused());
        }

        assertThat(authenticate(unknown, WRONG, HERE)).isEqualTo(new ClientOutcome.Blocked(Duration.ofMinutes(15)));
        assertThat(authenticate("' or true \u0000", WRONG, HERE)).isEqualTo(new ClientOutcome.Refused());
    }

    @Test
    void disabledOrDeletedAccountProvesNothing() {
        accounts.change(id, _ -> true, new ServiceAccountChange(null, null, new UserChange(null, true)))
                .block();
        assertThat(authenticate(id, created.secret(), HERE)).isEqualTo(new ClientOutcome.Refused());

        accounts.change(id, _ -> true, new ServiceAccountChange(null, null, new UserChange(null, false)))
                .block();
        assertThat(authenticate(id, created.secret(), HERE)).isInstanceOf(ClientOutcome.Proven.class);
        accounts.delete(id).block();
        assertThat(authenticate(id, created.secret(), HERE)).isEqualTo(new ClientOutcome.Refused());
    }

    @Test
    void oldSecretProvesForTheOverlap() {
        var rotation = accounts.rotate(id, Duration.ofHours(1)).block();
        assertThat(authenticate(id, created.secret(), HERE)).isInstanceOf(ClientOutcome.Proven.class);

        identity.pass(Duration.ofHours(1));

        assertThat(authenticate(id, created.secret(), HERE)).isEqualTo(new ClientOutcome.Refused());
        assertThat(authenticate(id, rotation.secret(), HERE)).isInstanceOf(ClientOutcome.Proven.class);
    }

    private ClientOutcome authenticate(String clientId, OpaqueSecret secret, String address) {
        return identity.clients.authenticate(clientId, secret, address).block();
    }
}
