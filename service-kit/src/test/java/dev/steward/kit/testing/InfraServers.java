package dev.steward.kit.testing;

import dev.steward.infra.PostgresServer;

/** The two servers a test runs against. Each may be killed and comes back on the same data and address. */
interface InfraServers {

    PostgresServer postgres();

    String bootstrapServers();

    void killPostgres();

    void restartPostgres();

    /** Drops all connections without a checkpoint and starts again: {@code pg_ctl restart -m immediate}. */
    void restartPostgresImmediate();

    void killKafka();

    void restartKafka();

    /** For the end of the JVM. */
    void close();
}
