package dev.steward.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.Topics;
import dev.steward.events.session.SessionDeleted;
import dev.steward.kit.KitApplication;
import dev.steward.kit.inbox.EventSubscription;
import dev.steward.kit.outbox.OwnedTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

class TrainingStartIT {

    private static final String OWN_WORK = "The service began its own work";

    static class Service {
        static void main(String[] arguments) {
            new SpringApplicationBuilder(KitApplication.class, Service.class)
                    .properties(KitApplication.LOCATION)
                    .run(arguments);
        }

        @Bean
        OwnedTopics topics() {
            return OwnedTopics.of(Topics.SESSION_EVENTS);
        }

        @Bean
        EventSubscription subscription() {
            return EventSubscription.group("kit-test.training")
                    .topic(Topics.SESSION_EVENTS)
                    .on(SessionDeleted.class, _ -> Mono.empty())
                    .build();
        }

        @Bean
        SmartLifecycle ownWork() {
            return new SmartLifecycle() {
                @Override
                public void start() {
                    throw new IllegalStateException(OWN_WORK);
                }

                @Override
                public void stop() {}

                @Override
                public boolean isRunning() {
                    return false;
                }
            };
        }
    }

    private static final List<String> TRAINED = List.of(
            "org.postgresql.jdbc.PgConnection",
            "io.r2dbc.postgresql.PostgresqlConnectionFactory",
            "org.apache.kafka.clients.admin.KafkaAdminClient",
            "org.apache.kafka.clients.consumer.KafkaConsumer",
            "org.apache.kafka.clients.producer.KafkaProducer");

    @TempDir
    static Path folder;

    private static int exitStatus;
    private static boolean connected;

    @BeforeAll
    static void startBesideServersThatMustNotBeAsked() throws IOException, InterruptedException {
        try (var infrastructure = ServerSocketChannel.open()) {
            infrastructure.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            infrastructure.configureBlocking(false);
            Process service = start(infrastructure.socket().getLocalPort());
            try {
                assertThat(service.waitFor(2, TimeUnit.MINUTES)).isTrue();
                exitStatus = service.exitValue();
            } finally {
                service.destroyForcibly();
            }
            connected = infrastructure.accept() != null;
        }
    }

    @Test
    void endsByItselfAndConnectsToNothing() throws IOException {
        assertThat(exitStatus).as(log()).isZero();
        assertThat(connected).isFalse();
        assertThat(log()).doesNotContain(OWN_WORK);
    }

    @Test
    void answersRequestsOfEveryKind() throws IOException {
        assertThat(log())
                .contains(
                        "/health/ready: 503",
                        "/actuator/prometheus: 200",
                        "/operations/dead-letters: 401",
                        "/nothing: 404");
    }

    @Test
    void loadsWhatAStartLoads() throws IOException {
        assertThat(Files.readString(classes())).contains(TRAINED);
    }

    private static Process start(int port) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + classes(),
                        "-Dsteward.training=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "STEWARD_PORT",
                        String.valueOf(port),
                        "STEWARD_DB_PORT",
                        String.valueOf(port),
                        "STEWARD_DB_NAME",
                        "nowhere",
                        "STEWARD_KAFKA",
                        "127.0.0.1:" + port,
                        "STEWARD_ZERO_TRUST_URL",
                        "http://127.0.0.1:" + port,
                        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + port));
        return builder.start();
    }

    private static Path classes() {
        return folder.resolve("classes");
    }

    private static String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }
}
