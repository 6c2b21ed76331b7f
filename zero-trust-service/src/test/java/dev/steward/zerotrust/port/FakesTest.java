package dev.steward.zerotrust.port;

/** The fakes keep the contracts, so that what is proven with them holds. */
class FakesTest
        implements UserRepositoryContract,
                ProjectRepositoryContract,
                GroupRepositoryContract,
                CustomRoleRepositoryContract,
                LoginSessionRepositoryContract,
                LoginFailureRepositoryContract,
                SigningKeyRepositoryContract,
                DeviceRepositoryContract,
                TrustIngredientsContract,
                KnownUserRepositoryContract,
                TrustStandingRepositoryContract,
                ServiceAccountRepositoryContract,
                ApiKeyRepositoryContract,
                RevokedSecretRepositoryContract,
                SecretRepositoryContract,
                TrustEntryRepositoryContract,
                PolicyRepositoryContract,
                DecisionRecordsContract,
                PasswordHasherContract {

    private final FakeUserRepository users = new FakeUserRepository();
    private final FakeCustomRoleRepository customRoles = new FakeCustomRoleRepository();
    private final FakeGroupRepository groups = new FakeGroupRepository(users, customRoles);
    private final ProjectRepository projects = new FakeProjectRepository(groups);
    private final FakeLoginSessionRepository loginSessions = new FakeLoginSessionRepository(users);
    private final LoginFailureRepository loginFailures = new FakeLoginFailureRepository();
    private final SigningKeyRepository signingKeys = new FakeSigningKeyRepository();
    private final DeviceRepository devices = new FakeDeviceRepository(users);
    private final FakeTrustHistoryRepository histories = new FakeTrustHistoryRepository();
    private final FakeKnownOriginRepository origins = new FakeKnownOriginRepository();
    private final FakeUsualHoursRepository usualHours = new FakeUsualHoursRepository();
    private final KnownUserRepository knownUsers = new FakeKnownUserRepository(users, histories, origins, usualHours);
    private final TrustStandingRepository standings = new FakeTrustStandingRepository(users);
    private final ServiceAccountRepository serviceAccounts = new FakeServiceAccountRepository(users);
    private final ApiKeyRepository apiKeys = new FakeApiKeyRepository(users);
    private final RevokedSecretRepository revokedSecrets = new FakeRevokedSecretRepository();
    private final SecretRepository secrets = new FakeSecretRepository(projects);
    private final TrustEntryRepository trustEntries = new FakeTrustEntryRepository();
    private final PolicyRepository policies = new FakePolicyRepository();
    private final DecisionRecords decisions = new FakeDecisionRecords();
    private final PasswordHasher hasher = new FakePasswordHasher();

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public ProjectRepository projects() {
        return projects;
    }

    @Override
    public GroupRepository groups() {
        return groups;
    }

    @Override
    public CustomRoleRepository customRoles() {
        return customRoles;
    }

    @Override
    public LoginSessionRepository loginSessions() {
        return loginSessions;
    }

    @Override
    public RefreshTokenRepository refreshTokens() {
        return loginSessions;
    }

    @Override
    public LoginFailureRepository loginFailures() {
        return loginFailures;
    }

    @Override
    public SigningKeyRepository signingKeys() {
        return signingKeys;
    }

    @Override
    public DeviceRepository devices() {
        return devices;
    }

    @Override
    public TrustHistoryRepository histories() {
        return histories;
    }

    @Override
    public KnownOriginRepository origins() {
        return origins;
    }

    @Override
    public UsualHoursRepository usualHours() {
        return usualHours;
    }

    @Override
    public KnownUserRepository knownUsers() {
        return knownUsers;
    }

    @Override
    public TrustStandingRepository standings() {
        return standings;
    }

    @Override
    public ServiceAccountRepository serviceAccounts() {
        return serviceAccounts;
    }

    @Override
    public ApiKeyRepository apiKeys() {
        return apiKeys;
    }

    @Override
    public RevokedSecretRepository revokedSecrets() {
        return revokedSecrets;
    }

    @Override
    public SecretRepository secrets() {
        return secrets;
    }

    @Override
    public TrustEntryRepository trustEntries() {
        return trustEntries;
    }

    @Override
    public PolicyRepository policies() {
        return policies;
    }

    @Override
    public DecisionRecords decisions() {
        return decisions;
    }

    @Override
    public PasswordHasher hasher() {
        return hasher;
    }
}
