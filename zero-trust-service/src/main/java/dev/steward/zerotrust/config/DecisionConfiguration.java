package dev.steward.zerotrust.config;

import dev.steward.kit.database.MonthPartitions;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.kit.security.RoleRights;
import dev.steward.kit.security.access.CallerEvidence;
import dev.steward.kit.security.access.EvidenceSource;
import dev.steward.kit.security.access.PolicySource;
import dev.steward.zerotrust.adapter.access.StoredEvidence;
import dev.steward.zerotrust.adapter.access.StoredRequestTrust;
import dev.steward.zerotrust.adapter.metrics.MeteredDryRuns;
import dev.steward.zerotrust.adapter.postgres.PostgresDecisionRecords;
import dev.steward.zerotrust.adapter.web.AuthzenRequestId;
import dev.steward.zerotrust.application.DecisionService;
import dev.steward.zerotrust.application.PolicySets;
import dev.steward.zerotrust.application.PolicySimulation;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.DecisionRecords;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.DryRuns;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.PolicyRepository;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.RequestTrust;
import dev.steward.zerotrust.port.TrustEntryRepository;
import dev.steward.zerotrust.port.UserRepository;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** Decisions for whoever asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DecisionProperties.class)
class DecisionConfiguration {

    @Bean
    RequestTrust requestTrust(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            KnownUserRepository knownUsers,
            TrustScorer scorer) {
        return new StoredRequestTrust(loginSessions, assurances, devices, knownUsers, scorer);
    }

    @Bean
    EvidenceSource evidenceSource(KnownUserRepository knownUsers, DeviceRepository devices, TrustScorer scorer) {
        return new StoredEvidence(knownUsers, devices, new CallerEvidence(scorer));
    }

    @Bean
    DecisionRecords decisionRecords(DatabaseClient database) {
        return new PostgresDecisionRecords(database);
    }

    @Bean
    MonthPartitions decisionPartitions(DatabaseClient database, DecisionProperties properties) {
        return new MonthPartitions(database, "decisions", properties.keptDays());
    }

    @Bean
    DryRuns dryRuns(MeterRegistry meters) {
        return new MeteredDryRuns(meters);
    }

    @Bean
    PolicySets policySets(PolicyRepository policies, TrustEntryRepository entries) {
        return new PolicySets(policies, entries);
    }

    /** Not from the topics, which this service writes. */
    @Bean
    PolicySource policySource(PolicySets policies) {
        return policies::active;
    }

    @Bean
    DecisionService decisionService(
            UserRepository users,
            ProjectRepository projects,
            GroupRepository groups,
            RequestTrust trust,
            PolicySets policies,
            DryRuns dryRuns,
            DecisionRecords records,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new DecisionService(
                users,
                projects,
                groups,
                RoleRights::permit,
                trust,
                policies,
                dryRuns,
                records,
                audit,
                transaction,
                clock);
    }

    @Bean
    PolicySimulation policySimulation(
            DecisionService decisions, PolicySets policies, DecisionRecords records, Clock clock) {
        return new PolicySimulation(decisions, policies, records, clock);
    }

    @Bean
    AuthzenRequestId authzenRequestId() {
        return new AuthzenRequestId();
    }
}
