package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SessionTokenTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void opensTheSessionThatKeepsItsHashAndNoOther() {
        SessionToken token = SessionToken.fresh(RANDOM);

        assertThat(token.opens(keeping(token.hash()))).isTrue();
        assertThat(token.opens(keeping(SessionToken.fresh(RANDOM).hash()))).isFalse();
        assertThat(token.opens(keeping(null))).isFalse();
    }

    @Test
    void isNeverShownByAccident() {
        SessionToken token = SessionToken.fresh(RANDOM);

        assertThat(token.text()).hasSize(47).startsWith(SessionToken.PREFIX);
        assertThat(token.toString()).doesNotContain(token.text().substring(4));
        assertThat(token.hash()).hasSize(64).doesNotContain(token.text());
    }

    private static Session keeping(String hash) {
        Session session = Given.running();
        SessionIdentity known = session.identity();
        SessionIdentity identity = new SessionIdentity(
                known.id(), known.projectId(), known.userId(), known.runtime(), known.spec(), hash, known.createdAt());
        return new Session(
                identity,
                session.placement(),
                session.state(),
                session.attempts(),
                session.cause(),
                session.lease(),
                session.revision());
    }
}
