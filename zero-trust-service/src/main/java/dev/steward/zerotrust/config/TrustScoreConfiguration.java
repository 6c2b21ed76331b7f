package dev.steward.zerotrust.config;

import dev.steward.kit.config.Cleanup;
import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.policy.score.TrustScorer;
import dev.steward.zerotrust.adapter.postgres.PostgresKnownOriginRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresKnownUserRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresTrustHistoryRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresTrustStandingRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresUsualHoursRepository;
import dev.steward.zerotrust.application.DeniedRequests;
import dev.steward.zerotrust.application.KnownUsers;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.application.TrustScores;
import dev.steward.zerotrust.application.TrustStandings;
import dev.steward.zerotrust.application.UsualHoursService;
import dev.steward.zerotrust.domain.TrustScoring;
import dev.steward.zerotrust.port.AuditTrail;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.KnownUserRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.TrustStandingRepository;
import dev.steward.zerotrust.port.UserRepository;
import dev.steward.zerotrust.port.UsualHoursRepository;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** How far users are trusted, and who is told. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrustScoreProperties.class)
class TrustScoreConfiguration {

    @Bean
    TrustHistoryRepository trustHistoryRepository(DatabaseClient database) {
        return new PostgresTrustHistoryRepository(database);
    }

    @Bean
    KnownOriginRepository knownOriginRepository(DatabaseClient database) {
        return new PostgresKnownOriginRepository(database);
    }

    @Bean
    UsualHoursRepository usualHoursRepository(DatabaseClient database) {
        return new PostgresUsualHoursRepository(database);
    }

    @Bean
    TrustStandingRepository trustStandingRepository(DatabaseClient database) {
        return new PostgresTrustStandingRepository(database);
    }

    @Bean
    KnownUserRepository knownUserRepository(DatabaseClient database) {
        return new PostgresKnownUserRepository(database);
    }

    @Bean
    KnownUsers knownUsers(KnownUserRepository known, DeviceRepository devices, Outbox outbox) {
        return new KnownUsers(known, devices, outbox);
    }

    @Bean
    TrustScoring trustScoring(TrustScorer scorer) {
        return new TrustScoring(scorer);
    }

    @Bean
    DeniedRequests deniedRequests(
            UserRepository users, TrustHistoryRepository histories, TrustScorer scorer, Clock clock) {
        return new DeniedRequests(users, histories, scorer.settings().user(), clock);
    }

    @Bean
    TrustEvidence trustEvidence(
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            TrustStandingRepository standings,
            KnownUsers knownUsers,
            TrustScorer scorer,
            TrustScoreProperties properties,
            TransactionalOperator transaction,
            Clock clock) {
        return new TrustEvidence(
                histories, origins, standings, knownUsers, scorer, properties.remembered(), transaction, clock);
    }

    @Bean
    TrustScores trustScores(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            KnownUserRepository knownUsers,
            TrustScoring scoring,
            Clock clock) {
        return new TrustScores(loginSessions, assurances, devices, knownUsers, scoring, clock);
    }

    @Bean
    TrustStandings trustStandings(
            TrustStandingRepository standings,
            TrustHistoryRepository histories,
            KnownUsers knownUsers,
            UserRepository users,
            TrustScores scores,
            TrustScoring scoring,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new TrustStandings(standings, histories, knownUsers, users, scores, scoring, outbox, transaction, clock);
    }

    @Bean
    UsualHoursService usualHoursService(
            UsualHoursRepository usualHours,
            TrustScorer scorer,
            TrustEvidence evidence,
            AuditTrail audit,
            TransactionalOperator transaction) {
        return new UsualHoursService(usualHours, scorer.hoursOfEverybody(), evidence, audit, transaction);
    }

    @Bean
    TrustTurns trustTurns(TrustStandings standings) {
        return new TrustTurns(standings);
    }

    /** Forgets what is too old to count. */
    @Bean
    Cleanup trustEvidenceCleanup(TrustEvidence evidence) {
        return new Cleanup(
                "What trust scores need no more was not deleted",
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                evidence::forget);
    }
}
