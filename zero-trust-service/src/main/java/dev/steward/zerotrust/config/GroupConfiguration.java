package dev.steward.zerotrust.config;

import dev.steward.kit.config.Cleanup;
import dev.steward.kit.outbox.Outbox;
import dev.steward.zerotrust.adapter.postgres.PostgresCustomRoleRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresGroupRepository;
import dev.steward.zerotrust.application.GroupService;
import dev.steward.zerotrust.application.ProjectService;
import dev.steward.zerotrust.application.RoleService;
import dev.steward.zerotrust.application.RoleWithdrawal;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.CustomRoleRepository;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class GroupConfiguration {

    @Bean
    GroupRepository groupRepository(DatabaseClient database) {
        return new PostgresGroupRepository(database);
    }

    @Bean
    CustomRoleRepository customRoleRepository(DatabaseClient database) {
        return new PostgresCustomRoleRepository(database);
    }

    @Bean
    RoleWithdrawal roleWithdrawal(
            UserRepository users,
            GroupRepository groups,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            ZeroTrustProperties properties) {
        return new RoleWithdrawal(users, groups, outbox, transaction, clock, properties.accessTokenLifetime());
    }

    /** Clears away what is known of tokens that said roles of before and have expired. */
    @Bean
    Cleanup roleWithdrawalCleanup(RoleWithdrawal withdrawal) {
        return new Cleanup(
                "Outdated tokens were not cleaned up",
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                withdrawal::cleanUp);
    }

    @Bean
    RoleService roleService(
            CustomRoleRepository roles,
            RoleWithdrawal withdrawal,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new RoleService(roles, withdrawal, audit, transaction, clock);
    }

    @Bean
    GroupService groupService(
            GroupRepository groups,
            CustomRoleRepository customRoles,
            UserRepository users,
            ProjectRepository projects,
            ProjectService memberships,
            RoleWithdrawal withdrawal,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new GroupService(
                groups, customRoles, users, projects, memberships, withdrawal, audit, transaction, clock);
    }
}
