package dev.steward.session.config;

import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.security.trust.ProjectDirectory;
import dev.steward.kit.security.trust.TokenStanding;
import dev.steward.session.adapter.kafka.TrustListener;
import dev.steward.session.adapter.trust.TrustEntitlements;
import dev.steward.session.application.SessionChanges;
import dev.steward.session.application.Withdrawals;
import dev.steward.session.port.Correlations;
import dev.steward.session.port.Entitlements;
import dev.steward.session.port.SessionRepository;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What ends the sessions of projects and users that are no more. */
@Configuration(proxyBeanMethods = false)
class WithdrawalConfiguration {

    @Bean
    Entitlements entitlements(ProjectDirectory projects, TokenStanding standing) {
        return new TrustEntitlements(projects, standing);
    }

    @Bean
    Withdrawals withdrawals(
            SessionRepository sessions,
            SessionChanges changes,
            Entitlements entitlements,
            Correlations correlations,
            Clock clock) {
        return new Withdrawals(sessions, changes, entitlements, correlations, SessionConfiguration.stored(clock));
    }

    @Bean
    EventSubscription trustSubscription(Withdrawals withdrawals) {
        return new TrustListener(withdrawals).subscription();
    }
}
