package dev.steward.zerotrust.config;

import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.application.ApiKeyService;
import dev.steward.zerotrust.application.GroupService;
import dev.steward.zerotrust.application.KnownUsers;
import dev.steward.zerotrust.application.LoginGuard;
import dev.steward.zerotrust.application.LoginSessionService;
import dev.steward.zerotrust.application.PasswordService;
import dev.steward.zerotrust.application.UserAdministration;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What admins do with users, and users with their passwords. */
@Configuration(proxyBeanMethods = false)
class UserConfiguration {

    @Bean
    UserAdministration userAdministration(
            UserRepository users,
            GroupRepository groups,
            GroupService memberships,
            ApiKeyService apiKeys,
            LoginSessionService loginSessions,
            KnownUsers knownUsers,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new UserAdministration(
                users, groups, memberships, apiKeys, loginSessions, knownUsers, outbox, audit, transaction, clock);
    }

    @Bean
    PasswordService passwordService(
            UserRepository users,
            PasswordHasher hasher,
            LoginGuard guard,
            LoginSessionService loginSessions,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new PasswordService(users, hasher, guard, loginSessions, outbox, transaction, clock);
    }
}
