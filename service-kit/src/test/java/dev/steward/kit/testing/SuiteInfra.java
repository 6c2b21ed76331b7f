package dev.steward.kit.testing;

import dev.steward.infra.PostgresServer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One PostgreSQL and one broker for all tests of this JVM, started by the first that asks. Tests may kill and restart
 * both; whoever does leaves them running.
 */
public final class SuiteInfra {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final InfraServers servers;

    private SuiteInfra() {
        servers = "containers".equals(System.getProperty("infra")) ? new ContainerServers() : new EmbeddedServers();
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "suite-infra-stop"));
    }

    public static SuiteInfra running() {
        return Running.INFRA;
    }

    /** A new, empty database with its two roles; the name starts with what is given. */
    public TestDatabase newDatabase(String name) {
        String unique = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
        unique = unique.substring(0, Math.min(30, unique.length())) + "_" + DATABASES.incrementAndGet();
        servers.postgres().provision(unique, "owner", "app");
        return new TestDatabase(servers.postgres(), unique);
    }

    public PostgresServer postgres() {
        return servers.postgres();
    }

    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /** Kills the server with all its sessions, as a power cut would. */
    public void killPostgres() {
        servers.killPostgres();
    }

    /** Returns when it answers, on the same data and port. */
    public void restartPostgres() {
        servers.restartPostgres();
    }

    /** As {@code pg_ctl restart -m immediate}; returns when it answers. */
    public void restartPostgresImmediate() {
        servers.restartPostgresImmediate();
    }

    public void killKafka() {
        servers.killKafka();
    }

    /** Returns when it answers, on the same data and port. */
    public void restartKafka() {
        servers.restartKafka();
    }

    private static final class Running {
        static final SuiteInfra INFRA = new SuiteInfra();
    }
}
