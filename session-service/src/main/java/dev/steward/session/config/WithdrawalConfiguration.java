package dev.steward.session.config;

import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.session.adapter.kafka.TrustListener;
import dev.steward.session.adapter.postgres.PostgresDeletedUsers;
import dev.steward.session.adapter.trust.TrustEntitlements;
import dev.steward.session.application.SessionChanges;
import dev.steward.session.application.Withdrawals;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.DeletedUsers;
import dev.steward.session.port.Entitlements;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** What ends the sessions of projects and users that are no more. */
@Configuration(proxyBeanMethods = false)
class WithdrawalConfiguration {

    @Bean
    Entitlements entitlements(ProjectDirectory projects, TokenStanding standing) {
        return new TrustEntitlements(projects, standing);
    }

    @Bean
    DeletedUsers deletedUsers(DatabaseClient database) {
        return new PostgresDeletedUsers(database);
    }

    @Bean
    Withdrawals withdrawals(
            SessionRepository sessions,
            SessionChanges changes,
            Entitlements entitlements,
            DeletedUsers deletedUsers,
            Correlations correlations,
            Clock clock) {
        return new Withdrawals(
                sessions, changes, entitlements, deletedUsers, correlations, SessionConfiguration.stored(clock));
    }

    @Bean
    EventSubscription trustSubscription(Withdrawals withdrawals) {
        return new TrustListener(withdrawals).subscription();
    }
}
