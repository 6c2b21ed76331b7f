package dev.steward.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.testing.SuiteInfra;
import dev.steward.kit.testing.TestDatabase;
import dev.steward.kit.testing.WithSuiteInfra;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

@WithSuiteInfra
class PatientMigrationIT {

    @Test
    void waitsForADatabaseThatComesUpLate(SuiteInfra infra, TestDatabase database) {
        Flyway service = flyway(database, TestDatabase.OWNER_PASSWORD);
        infra.killPostgres();
        var migration = CompletableFuture.runAsync(() -> new PatientMigration(Duration.ofSeconds(60)).migrate(service));
        infra.restartPostgres();

        migration.join();

        assertThat(database.number("select count(*) from flyway_kit_history where success"))
                .isPositive();
    }

    @Test
    void doesNotHoldUpAStartThatCanDoWithout(SuiteInfra infra) {
        TestDatabase database = infra.newDatabase("late");
        infra.killPostgres();

        new BackgroundMigration().migrate(flyway(database, TestDatabase.OWNER_PASSWORD));
        infra.restartPostgres();

        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> database.number("select count(*) from flyway_kit_history where success") > 0);
    }

    @Test
    void endsWithASentenceWhenTheDatabaseStaysAway() {
        Flyway nowhere = Flyway.configure()
                .dataSource("jdbc:postgresql://127.0.0.1:1/none", "none", "none")
                .load();

        assertThatThrownBy(() -> new PatientMigration(Duration.ofMillis(300)).migrate(nowhere))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageStartingWith("The database did not answer within 0 s");
    }

    @Test
    void doesNotWaitForAPasswordToBecomeRight(TestDatabase database) {
        assertThatThrownBy(() -> new PatientMigration(Duration.ofHours(1)).migrate(flyway(database, "wrong")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageStartingWith("The database refused this service");
    }

    private static Flyway flyway(TestDatabase database, String password) {
        String url = "jdbc:postgresql://" + database.server().host() + ":"
                + database.server().port() + "/" + database.name();
        return Flyway.configure()
                .dataSource(url, database.owner(), password)
                .placeholders(Map.of("app", database.app()))
                .load();
    }
}
