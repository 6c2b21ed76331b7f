package dev.steward.zerotrust.port;

/** The fakes keep the contract, so that what is proven with them holds. */
class MfaFakesTest implements MfaRepositoriesContract {

    private final UserRepository users = new FakeUserRepository();
    private final FakeLoginSessionRepository loginSessions = new FakeLoginSessionRepository(users);
    private final AuthenticatorRepository authenticators = new FakeAuthenticatorRepository();
    private final MfaChallengeRepository challenges = new FakeMfaChallengeRepository();
    private final LoginAssuranceRepository assurances = new FakeLoginAssuranceRepository(loginSessions);

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
