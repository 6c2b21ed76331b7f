package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.policy.score.UsualHours;
import dev.steward.kit.testing.NoTransaction;
import dev.steward.zerotrust.adapter.access.RoleGrants;
import dev.steward.zerotrust.adapter.crypto.HmacRecoveryCodeHasher;
import dev.steward.zerotrust.adapter.crypto.HmacTotpCodes;
import dev.steward.zerotrust.adapter.crypto.MasterKey;
import dev.steward.zerotrust.domain.LoginLimits;
import dev.steward.zerotrust.domain.Password;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.TrustScoring;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.domain.Username;
import dev.steward.zerotrust.port.FakeApiKeyRepository;
import dev.steward.zerotrust.port.FakeAuthenticatorRepository;
import dev.steward.zerotrust.port.FakeCustomRoleRepository;
import dev.steward.zerotrust.port.FakeDeviceRepository;
import dev.steward.zerotrust.port.FakeGroupRepository;
import dev.steward.zerotrust.port.FakeKnownOriginRepository;
import dev.steward.zerotrust.port.FakeKnownUserRepository;
import dev.steward.zerotrust.port.FakeLoginAssuranceRepository;
import dev.steward.zerotrust.port.FakeLoginFailureRepository;
import dev.steward.zerotrust.port.FakeLoginSessionRepository;
import dev.steward.zerotrust.port.FakeMfaChallengeRepository;
import dev.steward.zerotrust.port.FakePasswordHasher;
import dev.steward.zerotrust.port.FakePolicyRepository;
import dev.steward.zerotrust.port.FakeProjectRepository;
import dev.steward.zerotrust.port.FakeRevokedSecretRepository;
import dev.steward.zerotrust.port.FakeSecretRepository;
import dev.steward.zerotrust.port.FakeServiceAccountRepository;
import dev.steward.zerotrust.port.FakeSigningKeyRepository;
import dev.steward.zerotrust.port.FakeTrustEntryRepository;
import dev.steward.zerotrust.port.FakeTrustHistoryRepository;
import dev.steward.zerotrust.port.FakeTrustStandingRepository;
import dev.steward.zerotrust.port.FakeUserRepository;
import dev.steward.zerotrust.port.FakeUsualHoursRepository;
import dev.steward.zerotrust.port.OnePairTokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

/** The whole application on fakes; it is noon until a test lets time pass, or a token has to wait. */
class Identity {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Password PASSWORD = new Password("correct horse battery");

    final MovingClock clock = new MovingClock(NOON);
    final NoTransaction transaction = new NoTransaction();
    final RecordingOutbox outbox = new RecordingOutbox();
    final RecordingAuditTrail audit = new RecordingAuditTrail();
    final FakeUserRepository users = new FakeUserRepository();
    final FakeCustomRoleRepository customRoles = new FakeCustomRoleRepository();
    final FakeGroupRepository groups = new FakeGroupRepository(users, customRoles);
    final FakeProjectRepository projects = new FakeProjectRepository(groups);
    final FakeLoginSessionRepository loginSessions = new FakeLoginSessionRepository(users);
    final FakeSigningKeyRepository signingKeys = new FakeSigningKeyRepository();
    final FakeTrustEntryRepository entries = new FakeTrustEntryRepository();
    final FakePasswordHasher hasher = new FakePasswordHasher();
    final OnePairTokenSigner signer = new OnePairTokenSigner("issuer", "steward");
    final TrustScoreSettings scoreSettings = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("steward.trust-score", TrustScoreSettings.class);
    final FakeTrustHistoryRepository histories = new FakeTrustHistoryRepository();
    final FakeKnownOriginRepository origins = new FakeKnownOriginRepository();
    final FakeTrustStandingRepository standings = new FakeTrustStandingRepository(users);
    final PlaceTable places =
            PlaceTable.read(List.of("192.0.2.0/24,Berlin,52.52,13.40", "2001:db8::/32,Tokyo,35.68,139.65"));
    final UsualHours wholeDay = new UsualHours(ZoneOffset.UTC, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    final TrustScorer scorer = new TrustScorer(scoreSettings, wholeDay, places);
    final FakeUsualHoursRepository usualHours = new FakeUsualHoursRepository();
    final FakeDeviceRepository deviceRepository = new FakeDeviceRepository(users);
    final FakeKnownUserRepository knownUsers = new FakeKnownUserRepository(users, histories, origins, usualHours);
    final KnownUsers knownUserEntries = new KnownUsers(knownUsers, deviceRepository, outbox);
    final DeniedRequests deniedRequests = new DeniedRequests(users, histories, scoreSettings.user(), clock);
    final TrustEvidence evidence = new TrustEvidence(
            histories, origins, standings, knownUserEntries, scorer, Duration.ofDays(30), transaction, clock);
    final LoginGuard guard = new LoginGuard(
            new FakeLoginFailureRepository(),
            new LoginLimits(5, Duration.ofMinutes(15), Duration.ofSeconds(1), 100),
            evidence,
            outbox,
            audit,
            transaction,
            clock);
    final KeyRing keyRing = new KeyRing(signingKeys, entries, signer, outbox, transaction, clock);
    final FakeAuthenticatorRepository authenticators = new FakeAuthenticatorRepository();
    final FakeMfaChallengeRepository challenges = new FakeMfaChallengeRepository();
    final FakeLoginAssuranceRepository assurances = new FakeLoginAssuranceRepository(loginSessions);
    final HmacTotpCodes codes = new HmacTotpCodes();
    final HmacRecoveryCodeHasher recoveryCodeHasher = new HmacRecoveryCodeHasher(MasterKey.random());
    final SecondFactor secondFactor = new SecondFactor(authenticators, codes, recoveryCodeHasher, clock);
    final MfaGate gate = new MfaGate(authenticators, challenges, assurances, secondFactor, transaction, clock);
    Runnable meanwhile = () -> {};
    final IssueTime issueTime = new IssueTime(
            users,
            clock,
            time -> Mono.fromRunnable(() -> {
                meanwhile.run();
                pass(time);
            }));
    final AccessTokens accessTokens = new AccessTokens(
            issueTime, projects, groups, assurances, deviceRepository, keyRing, signer, clock, Duration.ofMinutes(15));
    final LoginService logins = new LoginService(
            users,
            loginSessions,
            deviceRepository,
            hasher,
            guard,
            gate,
            accessTokens,
            evidence,
            outbox,
            transaction,
            clock,
            Duration.ofDays(7));
    final LoginSessionService loginSessionService =
            new LoginSessionService(loginSessions, accessTokens, evidence, outbox, transaction, clock);
    final TokenRefresh refreshes =
            new TokenRefresh(users, loginSessions, loginSessionService, accessTokens, transaction, clock);
    final MfaEnrolment enrolment =
            new MfaEnrolment(users, authenticators, secondFactor, recoveryCodeHasher, outbox, transaction, clock);
    final StepUp stepUp = new StepUp(
            users, authenticators, assurances, secondFactor, accessTokens, evidence, outbox, transaction, clock);
    final UserService userService = new UserService(users, groups, hasher, outbox, transaction, clock);
    final ProjectService projectService = new ProjectService(projects, users, outbox, audit, transaction, clock);
    final RoleWithdrawal withdrawal =
            new RoleWithdrawal(users, groups, outbox, transaction, clock, Duration.ofMinutes(15));
    final GroupService groupService = new GroupService(
            groups, customRoles, users, projects, projectService, withdrawal, audit, transaction, clock);
    final RoleService roleService = new RoleService(customRoles, withdrawal, audit, transaction, clock);
    final FakeRevokedSecretRepository revokedSecrets = new FakeRevokedSecretRepository();
    final SecretRevocation revocation = new SecretRevocation(revokedSecrets, accessTokens, outbox, transaction, clock);
    final FakeApiKeyRepository apiKeys = new FakeApiKeyRepository(users);
    final ApiKeyService apiKeyService = new ApiKeyService(apiKeys, revocation, outbox, transaction, clock);
    final UserAdministration administration = new UserAdministration(
            users,
            groups,
            groupService,
            apiKeyService,
            loginSessionService,
            knownUserEntries,
            outbox,
            audit,
            transaction,
            clock);
    final PasswordService passwords =
            new PasswordService(users, hasher, guard, loginSessionService, outbox, transaction, clock);
    final DeviceService devices = new DeviceService(deviceRepository, evidence, outbox, audit, transaction, clock, 80);
    final UsualHoursService usualHoursService =
            new UsualHoursService(usualHours, wholeDay, evidence, audit, transaction);
    final TrustScoring scoring = new TrustScoring(scorer);
    final TrustScores scores = new TrustScores(loginSessions, assurances, deviceRepository, knownUsers, scoring, clock);
    final TrustStandings trustStandings = new TrustStandings(
            standings, histories, knownUserEntries, users, scores, scoring, outbox, transaction, clock);
    final FakeServiceAccountRepository serviceAccounts = new FakeServiceAccountRepository(users);
    final FakeSecretRepository secrets = new FakeSecretRepository(projects);
    final SecretService secretService = new SecretService(secrets, projects, outbox, audit, transaction, clock);
    final ServiceAccountService serviceAccountService = new ServiceAccountService(
            users,
            serviceAccounts,
            administration,
            projectService,
            apiKeyService,
            revocation,
            withdrawal,
            outbox,
            audit,
            transaction,
            clock);
    final ProgramTokenService programTokens = new ProgramTokenService(
            apiKeyService,
            guard,
            issueTime,
            projects,
            groups,
            serviceAccounts,
            new RoleGrants(),
            keyRing,
            signer,
            clock,
            Duration.ofMinutes(15));
    final ClientAuthentication clients = new ClientAuthentication(serviceAccounts, guard, transaction, clock);
    final TrustStatePublisher publisher = new TrustStatePublisher(
            projects,
            users,
            knownUsers,
            deviceRepository,
            loginSessions,
            revokedSecrets,
            entries,
            keyRing,
            outbox,
            transaction,
            clock);

    final FakePolicyRepository policies = new FakePolicyRepository();
    final PolicyService policyService = new PolicyService(policies, entries, audit, transaction, clock);
    final PolicyActivation activation =
            new PolicyActivation(policies, groups, customRoles, entries, outbox, audit, transaction, clock);
    final PolicyPublisher policyPublisher = new PolicyPublisher(policies, entries, outbox, transaction, clock);

    final PolicySets policySets = new PolicySets(policies, entries);

    void pass(Duration time) {
        clock.advance(time);
    }

    User user(String name, Role... roles) {
        String hash = userService.hash(PASSWORD).block();
        var created =
                userService.create(new Username(name), hash, Set.of(roles)).block();
        return ((UserCreation.Created) created).user();
    }
}
