package dev.steward.devstack.suite;

import dev.steward.infra.Ports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The loopback ports of the suite: the defaults, or what the environment says. */
public record SuitePorts(Map<SuiteService, Integer> services, int previews, int postgres, int kafka) {
    private static final int DEFAULT_PREVIEWS = 8090;
    private static final int DEFAULT_POSTGRES = 15_432;
    private static final int DEFAULT_KAFKA = 19_092;

    /** Reports all unusable values at once. */
    public static SuitePorts of(Map<String, String> environment) {
        var problems = new ArrayList<String>();
        var services = new EnumMap<SuiteService, Integer>(SuiteService.class);
        for (var service : SuiteService.values()) {
            services.put(service, port(environment, service.portVariable(), service.defaultPort(), problems));
        }
        int previews = port(environment, "STEWARD_PREVIEW_PORT", DEFAULT_PREVIEWS, problems);
        int postgres = port(environment, "STEWARD_POSTGRES_PORT", DEFAULT_POSTGRES, problems);
        int kafka = port(environment, "STEWARD_KAFKA_PORT", DEFAULT_KAFKA, problems);
        refuse(problems);
        return new SuitePorts(services, previews, postgres, kafka).withoutTwins();
    }

    private SuitePorts withoutTwins() {
        var all = new ArrayList<>(services.values());
        all.addAll(List.of(previews, postgres, kafka));
        all.stream()
                .filter(port -> Collections.frequency(all, port) > 1)
                .findFirst()
                .ifPresent(port -> {
                    throw new SuiteException("Port " + port + " is given to two parts of the suite.");
                });
        return this;
    }

    public int of(SuiteService service) {
        return services.getOrDefault(service, service.defaultPort());
    }

    public String url(SuiteService service) {
        return "http://127.0.0.1:" + of(service);
    }

    /** Where the previews of sessions are, each at the name that its id gives it. */
    public String previewUrl() {
        return "http://<session id>.localhost:" + previews;
    }

    /** Before anything is started: a suite that comes up in part is worse than none. */
    public void requireFree(boolean withInfrastructure) {
        for (var service : SuiteService.values()) {
            Ports.requireFree(of(service), service.module());
        }
        Ports.requireFree(previews, "the gateway's listener of previews");
        if (withInfrastructure) {
            Ports.requireFree(postgres, "PostgreSQL");
            Ports.requireFree(kafka, "Kafka");
        }
    }

    static int port(Map<String, String> environment, String name, int fallback) {
        var problems = new ArrayList<String>();
        int port = port(environment, name, fallback, problems);
        refuse(problems);
        return port;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new SuiteException("Not a port (1024 to 65535): " + String.join(", ", problems) + ".");
        }
    }

    private static int port(Map<String, String> environment, String name, int fallback, List<String> problems) {
        var value = environment.get(name);
        if (value == null) {
            return fallback;
        }
        try {
            int port = Integer.parseInt(value);
            if (port >= 1024 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported with the others below.
        }
        problems.add(name + "=" + value);
        return fallback;
    }
}
