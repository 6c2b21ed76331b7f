package dev.steward.zerotrust.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.zerotrust.TestSecrets;
import dev.steward.zerotrust.domain.LoginSession;
import dev.steward.zerotrust.domain.MembershipDecision.Changed;
import dev.steward.zerotrust.domain.OpenLoginSession;
import dev.steward.zerotrust.domain.Project;
import dev.steward.zerotrust.domain.ProjectId;
import dev.steward.zerotrust.domain.RefreshToken;
import dev.steward.zerotrust.domain.RevokedLoginSession;
import dev.steward.zerotrust.domain.Role;
import dev.steward.zerotrust.domain.Secret;
import dev.steward.zerotrust.domain.User;
import dev.steward.zerotrust.port.ApiKeyRepository;
import dev.steward.zerotrust.port.ApiKeyRepositoryContract;
import dev.steward.zerotrust.port.CustomRoleRepository;
import dev.steward.zerotrust.port.CustomRoleRepositoryContract;
import dev.steward.zerotrust.port.DecisionRecords;
import dev.steward.zerotrust.port.DecisionRecordsContract;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.DeviceRepositoryContract;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.GroupRepositoryContract;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.KnownUserRepositoryContract;
import dev.steward.zerotrust.port.LoginFailureRepository;
import dev.steward.zerotrust.port.LoginFailureRepositoryContract;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.LoginSessionRepositoryContract;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.PolicyRepositoryContract;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.ProjectRepositoryContract;
import dev.steward.zerotrust.port.RefreshTokenRepository;
import dev.steward.zerotrust.port.RevokedSecretRepository;
import dev.steward.zerotrust.port.RevokedSecretRepositoryContract;
import dev.steward.zerotrust.port.SealBrokenException;
import dev.steward.zerotrust.port.SecretRepository;
import dev.steward.zerotrust.port.SecretRepositoryContract;
import dev.steward.zerotrust.port.ServiceAccountRepository;
import dev.steward.zerotrust.port.ServiceAccountRepositoryContract;
import dev.steward.zerotrust.port.SigningKeyRepository;
import dev.steward.zerotrust.port.SigningKeyRepositoryContract;
import dev.steward.zerotrust.port.TrustEntryRepository;
import dev.steward.zerotrust.port.TrustEntryRepositoryContract;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.TrustIngredientsContract;
import dev.steward.zerotrust.port.TrustStandingRepository;
import dev.steward.zerotrust.port.TrustStandingRepositoryContract;
import dev.steward.zerotrust.port.UserRepository;
import dev.steward.zerotrust.port.UserRepositoryContract;
import dev.steward.zerotrust.port.UsualHoursRepository;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StewardIT(
        properties = {
            TestSecrets.ADMIN_PASSWORD,
            TestSecrets.MASTER_KEY,
            // The contracts notice lost histories themselves.
            "steward.zero-trust.trust-score.turns=1d"
        })
class PostgresRepositoriesIT
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
                PolicyRepositoryContract,
                DecisionRecordsContract,
                TrustEntryRepositoryContract {

    @Autowired
    private UserRepository users;

    @Autowired
    private ProjectRepository projects;

    @Autowired
    private GroupRepository groups;

    @Autowired
    private CustomRoleRepository customRoles;

    @Autowired
    private LoginSessionRepository loginSessions;

    @Autowired
    private RefreshTokenRepository refreshTokens;

    @Autowired
    private LoginFailureRepository loginFailures;

    @Autowired
    private SigningKeyRepository signingKeys;

    @Autowired
    private DeviceRepository devices;

    @Autowired
    private TrustHistoryRepository histories;

    @Autowired
    private KnownOriginRepository origins;

    @Autowired
    private UsualHoursRepository usualHours;

    @Autowired
    private KnownUserRepository knownUsers;

    @Autowired
    private TrustStandingRepository standings;

    @Autowired
    private ServiceAccountRepository serviceAccounts;

    @Autowired
    private ApiKeyRepository apiKeys;

    @Autowired
    private RevokedSecretRepository revokedSecrets;

    @Autowired
    private SecretRepository secrets;

    @Autowired
    private PolicyRepository policies;

    @Autowired
    private DecisionRecords decisions;

    @Autowired
    private TrustEntryRepository trustEntries;

    @BeforeEach
    void forgetTheKeyOfTheStart(TestDatabase database) {
        database.execute("delete from signing_keys");
    }

    @Test
    void archivedProjectTakesNoChange(TestDatabase database) {
        Project project = Project.founded(new ProjectId("archived"), "Archived", NOON);
        User ada = UserRepositoryContract.unique(Set.of());
        projects.insert(project).block();
        users.insert(ada, "hash").block();
        database.execute("update projects set state = 'archived' where id = 'archived'");

        Project changed = ((Changed) project.admit(ada.id(), Role.VIEWER)).project();
        assertThat(projects.update(changed, ada.id(), Role.VIEWER).block()).isFalse();
        assertThat(projects.find(project.id()).block().eventSequence()).isEqualTo(1);
    }

    @Test
    void disabledUserHasNoLoginSessionThatStands(TestDatabase database) {
        User ada = UserRepositoryContract.unique(Set.of());
        users.insert(ada, "hash").block();
        LoginSession opened = LoginSessionRepositoryContract.of(ada.id());
        RefreshToken token = LoginSessionRepositoryContract.token();
        loginSessions.open(opened, token, ORIGIN).block();

        database.execute("update users set disabled = true where id = '" + ada.id() + "'");

        assertThat(loginSessions.stands(opened.id(), ada.id(), NOON, NOON).block())
                .isFalse();
        assertThat(refreshTokens
                        .rotate(token, LoginSessionRepositoryContract.token(), NOON)
                        .block())
                .isFalse();
        LoginSession late = LoginSessionRepositoryContract.of(ada.id());
        assertThat(loginSessions
                        .open(late, LoginSessionRepositoryContract.token(), ORIGIN)
                        .block())
                .isFalse();
    }

    @Test
    void loginSessionOfTheReleaseBeforeGoesOn(TestDatabase database) {
        User ada = UserRepositoryContract.unique(Set.of());
        users.insert(ada, "hash").block();
        LoginSession old = LoginSessionRepositoryContract.of(ada.id()).withoutDevice();
        database.execute("insert into login_sessions (id, user_id, authenticated_at, expires_at) values ('" + old.id()
                + "', '" + ada.id() + "', '" + old.authenticatedAt() + "', '" + old.expiresAt() + "')");

        assertThat(loginSessions.list(ada.id(), NOON, 0, 10).block())
                .containsExactly(new OpenLoginSession(old, null, NOON));
        assertThat(loginSessions.revoke(old.id(), ada.id(), NOON, LAST_TOKEN).block())
                .isEqualTo(new RevokedLoginSession(old.id(), ada.id(), NOON, LAST_TOKEN, 2));
    }

    @Test
    void keepsSecretsInNoReadableForm(TestDatabase database) {
        User ada = UserRepositoryContract.unique(Set.of());
        users.insert(ada, "hash").block();
        RefreshToken token = LoginSessionRepositoryContract.token();
        loginSessions
                .open(LoginSessionRepositoryContract.of(ada.id()), token, ORIGIN)
                .block();
        keepsTheKeyThatCameFirst();

        assertThat(database.number("select count(*) from refresh_tokens where octet_length(token_hash) = 32"))
                .isPositive();
        assertThat(database.number("select count(*) from refresh_tokens where position(convert_to('" + token.value()
                        + "', 'UTF8') in token_hash) > 0"))
                .isZero();
        // What starts with these bytes is a key in PKCS#8.
        assertThat(database.rows("select octet_length(nonce), substr(private_key, 1, 2) = '\\x3082' from signing_keys"))
                .containsExactly("12|f");
    }

    @Test
    void valueOfASecretIsSealedForItsRow(TestDatabase database) {
        Secret mine = kept(secretProject(), "mine");
        Secret yours = kept(secretProject(), "yours");
        assertThat(database.number("select count(*) from secret_versions where position(convert_to('" + FIRST.text()
                        + "', 'UTF8') in ciphertext) > 0"))
                .isZero();
        assertThat(database.rows("select octet_length(data_key), octet_length(nonce), octet_length(ciphertext)"
                        + " from secret_versions where secret_id = '" + mine.id() + "'"))
                .containsExactly("48|12|" + (FIRST.utf8().length + 16));

        database.execute("""
                update secret_versions v
                set data_key = o.data_key, data_key_nonce = o.data_key_nonce, ciphertext = o.ciphertext, nonce = o.nonce
                from secret_versions o
                where v.secret_id in ('%1$s', '%2$s') and o.secret_id in ('%1$s', '%2$s') and v.secret_id <> o.secret_id
                """.formatted(mine.id(), yours.id()));
        for (Secret swapped : List.of(mine, yours)) {
            assertThatThrownBy(() -> secrets.reveal(swapped.id(), null, NOON).block())
                    .isInstanceOf(SealBrokenException.class);
        }
    }

    @Test
    void noStatementMakesACustomRoleThatPermitsAnything(TestDatabase database) throws SQLException {
        for (String row : List.of("'crew', '{*:*}'", "'crew', '{jobs:*}'", "'crew', '{}'", "'admin', '{jobs:read}'")) {
            try (var connection = database.connectAsApp();
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(
                                "insert into custom_roles (name, permissions, created_at, version) values (" + row
                                        + ", now(), 1)"))
                        .hasMessageContaining("violates check constraint");
            }
        }
    }

    @Test
    void valueOfAnotherVersionIsNotOpened(TestDatabase database) {
        Secret rotated = kept(secretProject(), "token").rotated(NOON, UNTIL);
        secrets.update(rotated, SECOND).block();
        database.execute("""
                update secret_versions v
                set data_key = o.data_key, data_key_nonce = o.data_key_nonce, ciphertext = o.ciphertext, nonce = o.nonce
                from secret_versions o
                where v.secret_id = '%1$s' and v.version = 2 and o.secret_id = '%1$s' and o.version = 1
                """.formatted(rotated.id()));

        assertThatThrownBy(() -> secrets.reveal(rotated.id(), 2, NOON).block()).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void appRoleCannotChangeTheSchema(TestDatabase database) throws SQLException {
        try (var connection = database.connectAsApp();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("alter table users drop column password_hash"))
                    .hasMessageContaining("must be owner");
        }
    }

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
        return refreshTokens;
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
    public PolicyRepository policies() {
        return policies;
    }

    @Override
    public DecisionRecords decisions() {
        return decisions;
    }

    @Override
    public TrustEntryRepository trustEntries() {
        return trustEntries;
    }
}
