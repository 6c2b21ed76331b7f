package dev.steward.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.KitApplication;
import dev.steward.kit.testing.StewardIT;
import dev.steward.kit.testing.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@StewardIT(properties = KitApplication.LOCATION)
class DatabaseIT {

    @Test
    void letsTheAppRoleUseTablesButNotAlterThem(TestDatabase database) throws SQLException {
        try (var connection = database.connectAsApp();
                var statement = connection.createStatement()) {
            statement.executeUpdate("delete from outbox");
            statement.executeQuery("select * from inbox");
            assertThatThrownBy(() -> statement.execute("drop table outbox")).hasMessageContaining("must be owner");
            assertThatThrownBy(() -> statement.execute("create table mine (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void keepsItsOwnHistory(TestDatabase database) {
        assertThat(database.number("select count(*) from flyway_kit_history where success"))
                .isGreaterThan(3);
    }

    @Test
    void makesAndDropsInboxPartitionsForTheAppRole(TestDatabase database) throws SQLException {
        database.execute(
                "create table inbox_20200101 partition of inbox for values from ('2020-01-01') to ('2020-01-02')");

        try (var connection = database.connectAsApp();
                var statement = connection.createStatement()) {
            statement.execute("select keep_inbox_partitions(9, 7)");
            statement.execute("select keep_inbox_partitions(9, 7)");
        }

        assertThat(database.number("select count(*) from pg_inherits where inhparent = 'inbox'::regclass"))
                .isEqualTo(9 + 1 + 7);
        assertThat(database.rows("select to_regclass('inbox_20200101') is null"))
                .containsExactly("t");
    }
}
