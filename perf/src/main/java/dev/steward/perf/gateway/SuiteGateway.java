package dev.steward.perf.gateway;

import dev.steward.devstack.process.ServiceJvm;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.BrokerCache;
import dev.steward.infra.KafkaConfig;
import dev.steward.infra.KafkaProcess;
import dev.steward.infra.Ports;
import dev.steward.infra.PostgresConfig;
import dev.steward.infra.PostgresProcess;
import dev.steward.perf.load.NotRunException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of the suite as it is shipped, with the servers it needs and trust state to decide by. Only the services behind
 * it are not there: the upstream answers for all of them.
 */
record SuiteGateway(PostgresProcess postgres, KafkaProcess kafka, Proxy proxy) implements AutoCloseable {

    static final String NAME = "our gateway";

    private static final String DATABASE = "gateway";
    private static final String PASSWORD = "perf-only";

    static SuiteGateway start(Path jar, URI upstream, SignedTokens tokens, Path folder) {
        var cache = BrokerCache.ofThisBuild();
        cache.train();
        var postgres = PostgresProcess.start(new PostgresConfig(folder.resolve("postgres"), 0, PASSWORD));
        try {
            postgres.provision(DATABASE, PASSWORD, PASSWORD);
            var kafka = KafkaProcess.start(new KafkaConfig(folder.resolve("kafka"), 0, cache.options()));
            try {
                new TrustTopics(kafka.bootstrapServers(), Clock.systemUTC()).publish(tokens, Clients.projects());
                int port = Ports.free();
                var proxy = Proxy.start(
                        NAME,
                        port,
                        ServiceJvm.command(jar, Proxy.ONE_CORE),
                        environment(port, upstream, postgres, kafka),
                        folder);
                return new SuiteGateway(postgres, kafka, proxy);
            } catch (RuntimeException e) {
                kafka.kill();
                throw e;
            }
        } catch (RuntimeException e) {
            postgres.kill();
            throw e;
        }
    }

    private static Map<String, String> environment(
            int port, URI upstream, PostgresProcess postgres, KafkaProcess kafka) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "STEWARD_PORT",
                String.valueOf(port),
                "STEWARD_PREVIEW_PORT",
                String.valueOf(Ports.free()),
                "STEWARD_DB_HOST",
                "127.0.0.1",
                "STEWARD_DB_PORT",
                String.valueOf(postgres.port()),
                "STEWARD_DB_NAME",
                DATABASE,
                "STEWARD_DB_OWNER_PASSWORD",
                PASSWORD,
                "STEWARD_DB_APP_PASSWORD",
                PASSWORD,
                "STEWARD_KAFKA",
                kafka.bootstrapServers(),
                "STEWARD_ISSUER",
                SignedTokens.ISSUER));
        for (var service : SuiteService.values()) {
            variables.put(service.urlVariable(), upstream.toString());
        }
        return variables;
    }

    /** A run in which the gateway lets everybody pass would be of something else. */
    void requirePolicy(Clients clients) {
        var project = "/api/v1/projects/" + Clients.project(0);
        require(project, null, 401);
        require(project + "/members", clients.tokens().getFirst(), 403);
        require("/api/v1/projects/" + Clients.project(1), clients.tokens().getFirst(), 200);
        require("/api/v1/users", clients.tokens().getFirst(), 403);
        require("/nothing", clients.tokens().getFirst(), 404);
        var allowed = proxy.get(project, clients.tokens().getFirst());
        if (allowed.headers().firstValue("RateLimit").isEmpty()) {
            throw new NotRunException("the gateway does not count requests");
        }
    }

    private void require(String path, @Nullable String token, int status) {
        int answered = proxy.get(path, token).statusCode();
        if (answered != status) {
            throw new NotRunException("the gateway answers " + path + " with " + answered + " and not with " + status);
        }
    }

    @Override
    public void close() {
        proxy.close();
        kafka.kill();
        postgres.kill();
    }
}
