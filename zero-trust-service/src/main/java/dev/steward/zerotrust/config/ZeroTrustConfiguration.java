package dev.steward.zerotrust.config;

import dev.steward.events.Topics;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.outbox.OutboxLead;
import dev.steward.kit.outbox.OwnedTopics;
import dev.steward.zerotrust.application.AccessTokens;
import dev.steward.zerotrust.application.IssueTime;
import dev.steward.zerotrust.application.KeyRing;
import dev.steward.zerotrust.application.LoginGuard;
import dev.steward.zerotrust.application.LoginService;
import dev.steward.zerotrust.application.MfaGate;
import dev.steward.zerotrust.application.ProjectService;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.application.TrustStatePublisher;
import dev.steward.zerotrust.application.UserService;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.GroupRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.PasswordHasher;
import dev.steward.zerotrust.port.ProjectRepository;
import dev.steward.zerotrust.port.RevokedSecretRepository;
import dev.steward.zerotrust.port.SigningKeyRepository;
import dev.steward.zerotrust.port.TokenSigner;
import dev.steward.zerotrust.port.TrustEntryRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The use cases and what happens once at start. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ZeroTrustProperties.class)
class ZeroTrustConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ZeroTrustConfiguration.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    @Bean
    OwnedTopics trustEvents() {
        return OwnedTopics.of(Topics.TRUST_EVENTS);
    }

    @Bean
    OwnedTopics trustState() {
        return OwnedTopics.compacted(Topics.TRUST_STATE);
    }

    @Bean
    KeyRing keyRing(
            SigningKeyRepository keys,
            TrustEntryRepository entries,
            TokenSigner signer,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new KeyRing(keys, entries, signer, outbox, transaction, clock);
    }

    @Bean
    IssueTime issueTime(UserRepository users, Clock clock) {
        return new IssueTime(users, clock, Mono::delay);
    }

    @Bean
    AccessTokens accessTokens(
            IssueTime issueTime,
            ProjectRepository projects,
            GroupRepository groups,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            KeyRing keyRing,
            TokenSigner signer,
            Clock clock,
            ZeroTrustProperties properties) {
        return new AccessTokens(
                issueTime,
                projects,
                groups,
                assurances,
                devices,
                keyRing,
                signer,
                clock,
                properties.accessTokenLifetime());
    }

    @Bean
    LoginService loginService(
            UserRepository users,
            LoginSessionRepository loginSessions,
            DeviceRepository devices,
            PasswordHasher hasher,
            LoginGuard guard,
            MfaGate mfa,
            AccessTokens accessTokens,
            TrustEvidence evidence,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock,
            ZeroTrustProperties properties) {
        return new LoginService(
                users,
                loginSessions,
                devices,
                hasher,
                guard,
                mfa,
                accessTokens,
                evidence,
                outbox,
                transaction,
                clock,
                properties.loginSessionLifetime());
    }

    @Bean
    UserService userService(
            UserRepository users,
            GroupRepository groups,
            PasswordHasher hasher,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new UserService(users, groups, hasher, outbox, transaction, clock);
    }

    @Bean
    ProjectService projectService(
            ProjectRepository projects,
            UserRepository users,
            Outbox outbox,
            AuditTrail audit,
            TransactionalOperator transaction,
            Clock clock) {
        return new ProjectService(projects, users, outbox, audit, transaction, clock);
    }

    @Bean
    TrustStatePublisher trustStatePublisher(
            ProjectRepository projects,
            UserRepository users,
            KnownUserRepository knownUsers,
            DeviceRepository devices,
            LoginSessionRepository loginSessions,
            RevokedSecretRepository secrets,
            TrustEntryRepository entries,
            KeyRing keyRing,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new TrustStatePublisher(
                projects,
                users,
                knownUsers,
                devices,
                loginSessions,
                secrets,
                entries,
                keyRing,
                outbox,
                transaction,
                clock);
    }

    /** A single instance leads from its start; of several, the one that leads speaks for all. */
    @Bean
    OutboxLead trustStateRepublication(TrustStatePublisher publisher) {
        return () -> publisher
                .publishAll()
                .retryWhen(untilItWorks())
                .subscribe(entries -> LOG.info("Published trust state again: {} entries.", entries));
    }

    @Bean
    FirstStart firstStart(UserService users, KeyRing keyRing, ZeroTrustProperties properties) {
        return new FirstStart(users, keyRing, properties);
    }

    static Retry untilItWorks() {
        return Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LONGEST_RETRY);
    }
}
