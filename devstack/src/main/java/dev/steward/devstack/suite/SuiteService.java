package dev.steward.devstack.suite;

import java.util.Arrays;
import java.util.Optional;

/** The six services in the order of their start; they are stopped in the reverse order. */
public enum SuiteService {
    ZERO_TRUST("zero-trust-service", "zerotrust", 8081),
    SESSION("session-service", "session", 8082),
    JOB("job-orchestrator", "job", 8083),
    COST("cost-optimizer", "cost", 8084),
    HEALING("self-healing-service", "healing", 8085),
    GATEWAY("gateway", "gateway", 8080);

    private final String module;
    private final String database;
    private final int defaultPort;

    SuiteService(String module, String database, int defaultPort) {
        this.module = module;
        this.database = database;
        this.defaultPort = defaultPort;
    }

    /** Name of the Maven module, the process and the event source. */
    public String module() {
        return module;
    }

    public String database() {
        return database;
    }

    public int defaultPort() {
        return defaultPort;
    }

    public String portVariable() {
        return "STEWARD_" + name() + "_PORT";
    }

    public String urlVariable() {
        return "STEWARD_" + name() + "_URL";
    }

    public static Optional<SuiteService> byModule(String module) {
        return Arrays.stream(values())
                .filter(service -> service.module.equals(module))
                .findFirst();
    }
}
