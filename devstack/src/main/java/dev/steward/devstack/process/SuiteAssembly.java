package dev.steward.devstack.process;

import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.ServiceEnvironment;
import dev.steward.devstack.suite.StatusBoard;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.KafkaConfig;
import dev.steward.infra.KafkaProcess;
import dev.steward.infra.PostgresConfig;
import dev.steward.infra.PostgresProcess;
import dev.steward.infra.ServerCache;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;

/** Puts the processes of a suite together from its settings. */
public record SuiteAssembly(ServiceEnvironment environment, StartCaches caches, Console console) {

    public Suite assemble() {
        var infrastructure = environment.infrastructure().external() ? List.<Part>of() : List.of(postgres(), kafka());
        var services = Arrays.stream(SuiteService.values()).map(this::service).toList();
        var all = new ArrayList<Part>(infrastructure);
        all.addAll(services);
        var board = new StatusBoard(
                environment.layout(),
                environment.secrets().adminPassword(),
                all.stream().map(SuiteAssembly::beforeStart).toList(),
                console::say);
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var supervisor = new Supervisor(console, board, InstantSource.system(), executor);
        return new Suite(infrastructure, services, this::provision, supervisor, board, console, executor);
    }

    private Part postgres() {
        var layout = environment.layout();
        var password = Secrets.read(environment.secrets().ofDatabase(PostgresConfig.SUPERUSER));
        var config = new PostgresConfig(
                layout.data().resolve("postgresql"),
                environment.ports().postgres(),
                password,
                new ServerCache(layout.data().resolve("binaries")));
        return new InfrastructurePart(
                "postgresql", "127.0.0.1:" + config.port(), config.log(), () -> PostgresProcess.start(config));
    }

    private Part kafka() {
        var config = new KafkaConfig(
                environment.layout().data().resolve("kafka"),
                environment.ports().kafka(),
                caches.brokerOptions(),
                environment.secrets().brokerPasswords());
        return new InfrastructurePart(
                "kafka", "127.0.0.1:" + config.port(), config.log(), () -> KafkaProcess.start(config));
    }

    private Part service(SuiteService service) {
        return new ServicePart(
                service.module(),
                URI.create(environment.ports().url(service)),
                environment.layout().log(service.module()),
                caches.command(service),
                environment.of(service));
    }

    private void provision() {
        Arrays.stream(SuiteService.values()).parallel().forEach(environment::provision);
    }

    private static PartStatus beforeStart(Part part) {
        return new PartStatus(part.name(), PartState.STARTING, null, part.address(), 0, part.log());
    }
}
