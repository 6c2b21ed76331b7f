package dev.steward.zerotrust.config;

import dev.steward.kit.outbox.Outbox;
import dev.steward.kit.policy.score.PlaceTable;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.zerotrust.adapter.postgres.PostgresKnownOriginRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresTrustHistoryRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresTrustStandingRepository;
import dev.steward.zerotrust.adapter.postgres.PostgresUsualHoursRepository;
import dev.steward.zerotrust.application.TrustEvidence;
import dev.steward.zerotrust.application.TrustScores;
import dev.steward.zerotrust.application.TrustStandings;
import dev.steward.zerotrust.application.UsualHoursService;
import dev.steward.zerotrust.domain.TrustScoring;
import dev.steward.zerotrust.port.DeviceRepository;
import dev.steward.zerotrust.port.KnownOriginRepository;
import dev.steward.zerotrust.port.LoginAssuranceRepository;
import dev.steward.zerotrust.port.LoginSessionRepository;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.TrustStandingRepository;
import dev.steward.zerotrust.port.UserRepository;
import dev.steward.zerotrust.port.UsualHoursRepository;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

/** How far users are trusted, and who is told. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TrustScoreProperties.class, TrustScoreSettings.class})
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
    PlaceTable placeTable(TrustScoreProperties properties) {
        return properties.placeTable();
    }

    @Bean
    TrustScoring trustScoring(TrustScoreSettings settings) {
        return new TrustScoring(settings);
    }

    @Bean
    TrustEvidence trustEvidence(
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            TrustStandingRepository standings,
            PlaceTable places,
            TrustScoreSettings settings,
            TrustScoreProperties properties,
            TransactionalOperator transaction,
            Clock clock) {
        return new TrustEvidence(
                histories, origins, standings, places, settings.user(), properties.remembered(), transaction, clock);
    }

    @Bean
    TrustScores trustScores(
            LoginSessionRepository loginSessions,
            LoginAssuranceRepository assurances,
            DeviceRepository devices,
            TrustHistoryRepository histories,
            KnownOriginRepository origins,
            UsualHoursRepository usualHours,
            TrustScoreProperties properties,
            PlaceTable places,
            TrustScoring scoring,
            Clock clock) {
        return new TrustScores(
                loginSessions,
                assurances,
                devices,
                histories,
                origins,
                usualHours,
                properties.usualHours().usual(),
                places,
                scoring,
                clock);
    }

    @Bean
    TrustStandings trustStandings(
            TrustStandingRepository standings,
            TrustHistoryRepository histories,
            UserRepository users,
            TrustScores scores,
            TrustScoring scoring,
            Outbox outbox,
            TransactionalOperator transaction,
            Clock clock) {
        return new TrustStandings(standings, histories, users, scores, scoring, outbox, transaction, clock);
    }

    @Bean
    UsualHoursService usualHoursService(
            UsualHoursRepository usualHours,
            TrustScoreProperties properties,
            TrustEvidence evidence,
            TransactionalOperator transaction) {
        return new UsualHoursService(usualHours, properties.usualHours().usual(), evidence, transaction);
    }

    @Bean
    TrustTurns trustTurns(TrustStandings standings, TrustEvidence evidence) {
        return new TrustTurns(standings, evidence);
    }
}
