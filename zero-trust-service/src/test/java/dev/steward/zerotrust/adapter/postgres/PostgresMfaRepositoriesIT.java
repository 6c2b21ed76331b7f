package dev.steward.zerotrust.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.zerotrust.TestSecrets;
import dev.steward.zerotrust.domain.TotpAuthenticator;
import dev.steward.zerotrust.domain.TotpSecret;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.AuthenticatorRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.MfaChallengeRepository;
import dev.steward.zerotrust.port.MfaRepositoriesContract;
import dev.steward.zerotrust.port.SealBrokenException;
import dev.steward.zerotrust.port.UserRepository;
import dev.steward.zerotrust.port.UserRepositoryContract;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StewardIT(properties = {TestSecrets.ADMIN_PASSWORD, TestSecrets.MASTER_KEY})
class PostgresMfaRepositoriesIT implements MfaRepositoriesContract {

    @Autowired
    private UserRepository users;

    @Autowired
    private LoginSessionRepository loginSessions;

    @Autowired
    private AuthenticatorRepository authenticators;

    @Autowired
    private MfaChallengeRepository challenges;

    @Autowired
    private LoginAssuranceRepository assurances;

    @Test
    void secretIsSealedAndCannotStandInForAnothers(TestDatabase database) {
        TotpAuthenticator adas = enrolled();
        TotpAuthenticator bobs = enrolled();
        assertThat(database.number("select count(*) from totp_authenticators where position('" + plain(adas)
                        + "'::bytea in secret) > 0"))
                .isZero();

        database.execute("update totp_authenticators b set secret = a.secret, nonce = a.nonce"
                + " from totp_authenticators a where a.id = '" + adas.id() + "' and b.id = '" + bobs.id() + "'");

        assertThat(authenticators.pending(adas.userId()).block()).isEqualTo(adas);
        assertThatThrownBy(() -> authenticators.pending(bobs.userId()).block()).isInstanceOf(SealBrokenException.class);
    }

    private TotpAuthenticator enrolled() {
        User user = UserRepositoryContract.unique(Set.of());
        users.insert(user, "hash").block();
        var secret = TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
        var pending = TotpAuthenticator.enrolled(user.id(), user.id(), secret);
        authenticators.enrol(pending, UserRepositoryContract.NOON).block();
        return pending;
    }

    private static String plain(TotpAuthenticator authenticator) {
        return new String(authenticator.secret().bytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public LoginSessionRepository loginSessions() {
        return loginSessions;
    }

    @Override
    public AuthenticatorRepository authenticators() {
        return authenticators;
    }

    @Override
    public MfaChallengeRepository challenges() {
        return challenges;
    }

    @Override
    public LoginAssuranceRepository assurances() {
        return assurances;
    }
}
