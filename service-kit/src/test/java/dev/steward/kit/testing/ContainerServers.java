package dev.steward.kit.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.steward.infra.PostgresServer;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The public images, for {@code -Dinfra=containers}. Host ports are bound by number, so a restart keeps them. */
final class ContainerServers implements InfraServers {

    private static final int POSTGRES_PORT = 5432;
    private static final int KAFKA_PORT = 9092;

    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
            .withUsername("postgres")
            .withPassword("postgres")
            .withCommand("postgres", "-c", "max_connections=200");
    // A broker killed with -9 is refused by its own controller until its registration has expired.
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.1")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_BROKER_SESSION_TIMEOUT_MS", "4000")
            .withEnv("KAFKA_BROKER_HEARTBEAT_INTERVAL_MS", "500");

    ContainerServers() {
        bind(postgres, POSTGRES_PORT);
        bind(kafka, KAFKA_PORT);
        try {
            Startables.deepStart(postgres, kafka).join();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public PostgresServer postgres() {
        return new PostgresServer(postgres.getHost(), postgres.getMappedPort(POSTGRES_PORT), "postgres", "postgres");
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public void killPostgres() {
        kill(postgres);
    }

    @Override
    public void restartPostgres() {
        start(postgres);
        awaitAnswer(() -> {
            try (var connection = postgres().connect("postgres")) {
                return connection.isValid(1);
            }
        });
    }

    @Override
    public void restartPostgresImmediate() {
        killPostgres();
        restartPostgres();
    }

    @Override
    public void killKafka() {
        kill(kafka);
    }

    @Override
    public void restartKafka() {
        start(kafka);
        awaitAnswer(() -> {
            try (var admin = Admin.create(java.util.Map.of("bootstrap.servers", bootstrapServers()))) {
                return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
            }
        });
    }

    @Override
    public void close() {
        remove(kafka);
        remove(postgres);
    }

    private static void bind(GenericContainer<?> container, int port) {
        var address = Ports.Binding.bindIpAndPort("127.0.0.1", dev.steward.infra.Ports.free());
        var binding = new PortBinding(address, ExposedPort.tcp(port));
        container.withCreateContainerCmdModifier(
                command -> command.getHostConfig().withPortBindings(binding));
    }

    /** With its volumes, which stay when Testcontainers, at the same end of the JVM, is the first to remove it. */
    private static void remove(GenericContainer<?> container) {
        if (!container.isCreated()) {
            return;
        }
        var volumes = container.getContainerInfo().getMounts();
        container.stop();
        for (var volume : volumes) {
            try {
                container.getDockerClient().removeVolumeCmd(volume.getName()).exec();
            } catch (NotFoundException e) {
                // It went with its container.
            }
        }
    }

    private static void kill(GenericContainer<?> container) {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    private static void start(GenericContainer<?> container) {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    private static void awaitAnswer(java.util.concurrent.Callable<Boolean> answers) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(answers);
    }
}
