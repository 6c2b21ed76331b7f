package dev.steward.zerotrust.config;

import dev.steward.events.Topics;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxLead;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.zerotrust.adapter.postgres.PostgresPolicyRepository;
import dev.steward.zerotrust.application.PolicyActivation;
import dev.steward.zerotrust.application.PolicyPublisher;
import dev.steward.zerotrust.application.PolicyService;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.CustomRoleRepository;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.TrustEntryRepository;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Policies, and how others hear of them. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyConfiguration.class);

    @Bean
    OwnedTopics trustPolicies() {
        return OwnedTopics.compacted(Topics.TRUST_POLICIES);
    }

    @Bean
    PolicyRepository policyRepository(DatabaseClient database) {
        return new PostgresPolicyRepository(database);
    }

    @Bean
    PolicyService policyService(
            PolicyRepository policies,
            TrustEntryRepository entries,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new PolicyService(policies, entries, audit, transaction, clock);
    }

    @Bean
    PolicyActivation policyActivation(
            PolicyRepository policies,
            GroupRepository groups,
            CustomRoleRepository customRoles,
            TrustEntryRepository entries,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new PolicyActivation(policies, groups, customRoles, entries, outbox, audit, transaction, clock);
    }

    @Bean
    PolicyPublisher policyPublisher(
            PolicyRepository policies,
            TrustEntryRepository entries,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new PolicyPublisher(policies, entries, outbox, transaction, clock);
    }

    @Bean
    OutboxLead policyRepublication(PolicyPublisher publisher) {
        return () -> publisher
                .publishAll()
                .retryWhen(ZeroTrustConfiguration.untilItWorks())
                .subscribe(active -> LOG.info("Published the policies again: {} are active.", active));
    }
}
