package dev.steward.zerotrust.config;

import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.web.TrustedProxies;
import dev.steward.kit.web.WireJson;
import dev.steward.zerotrust.adapter.audit.AccessListener;
import dev.steward.zerotrust.adapter.audit.AuditedOutbox;
import dev.steward.zerotrust.adapter.audit.EventAudit;
import dev.steward.zerotrust.adapter.audit.OriginFilter;
import dev.steward.zerotrust.adapter.audit.RequestAuditTrail;
import dev.steward.zerotrust.adapter.postgres.PostgresAuditChain;
import dev.steward.zerotrust.adapter.postgres.PostgresAuditRepository;
import dev.steward.zerotrust.application.AuditSealer;
import dev.steward.zerotrust.application.AuditVerification;
import dev.steward.zerotrust.application.DeniedRequests;
import dev.steward.zerotrust.port.AuditChain;
import dev.steward.zerotrust.port.AuditRepository;
import dev.steward.zerotrust.port.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** What was done can be proven afterwards. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

    @Bean
    AuditRepository auditRepository(DatabaseClient database) {
        return new PostgresAuditRepository(database);
    }

    @Bean
    AuditChain auditChain(DatabaseClient database) {
        return new PostgresAuditChain(database);
    }

    @Bean
    AuditTrail auditTrail(AuditRepository rows, Clock clock) {
        return new RequestAuditTrail(rows, WireJson.lenient(), clock);
    }

    /** Stands before the outbox for all who append: none of them has to remember the audit. */
    @Bean
    @Primary
    Outbox auditedOutbox(@Qualifier("outbox") Outbox outbox, EventAudit audit) {
        return new AuditedOutbox(outbox, audit);
    }

    @Bean
    EventAudit eventAudit(AuditTrail trail, DeniedRequests denied) {
        return new EventAudit(trail, denied::cost, WireJson.lenient());
    }

    @Bean
    EventSubscription accessSubscription(EventAudit audit) {
        return new AccessListener(audit).subscription();
    }

    @Bean
    OriginFilter originFilter(TrustedProxies proxies) {
        return new OriginFilter(proxies);
    }

    @Bean
    AuditSealer auditSealer(
            AuditChain chain,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            AuditProperties properties) {
        return new AuditSealer(chain, outbox, transaction, clock, properties.publishEvery());
    }

    @Bean
    AuditVerification auditVerification(AuditChain chain, Clock clock, AuditProperties properties) {
        return new AuditVerification(chain, clock, Duration.ofDays(properties.keptDays()), properties.verifyRows());
    }

    @Bean
    AuditTurns auditTurns(AuditSealer sealer, DatabaseClient database, AuditProperties properties) {
        return new AuditTurns(sealer, database, properties.keptDays());
    }
}
