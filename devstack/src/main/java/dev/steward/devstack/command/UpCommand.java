package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.process.DevSessions;
import dev.steward.devstack.process.StartCaches;
import dev.steward.devstack.process.Suite;
import dev.steward.devstack.process.SuiteAssembly;
import dev.steward.devstack.suite.Infrastructure;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.ServiceEnvironment;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteLock;
import dev.steward.devstack.suite.SuitePorts;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.InfraException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the suite in the foreground until a signal ends it. */
record UpCommand(Layout layout, Map<String, String> environment, CommandLine line, Console console) {
    private static final long REQUIRED_BYTES = 512L << 20;

    int run() throws IOException, InterruptedException {
        layout.create();
        try (var lock = SuiteLock.acquire(layout)) {
            assert lock.lock().isValid();
            requireDisk();
            var ports = SuitePorts.of(environment);
            var secrets = new Secrets(layout, environment);
            var infrastructure = line.option("--infra").isPresent()
                    ? Infrastructure.external(environment)
                    : Infrastructure.embedded(ports, secrets);
            var services = new ServiceEnvironment(layout, ports, secrets, infrastructure, environment);
            Leftovers.end(layout);
            ports.requireFree(!infrastructure.external());
            layout.rotateLogs();
            var caches = new StartCaches(layout, services, console);
            caches.prepare(!line.has("--no-cache"));
            return run(new SuiteAssembly(services, caches, console).assemble(), services);
        }
    }

    private int run(Suite suite, ServiceEnvironment services) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(suite, stopped), "drain"));
        long started = System.nanoTime();
        console.say("Starting Steward; logs are in " + layout.logs());
        try {
            suite.start();
        } catch (InfraException | SuiteException e) {
            stop(suite, stopped);
            throw e;
        }
        console.say("Ready in " + Console.seconds(Console.since(started)) + ".");
        console.say("  gateway         " + services.ports().url(SuiteService.GATEWAY));
        console.say("  admin password  " + services.secrets().adminPassword());
        console.say("Stop it with Ctrl-C or ./steward down.");
        suite.open();
        stopped.await();
        return 0;
    }

    private void stop(Suite suite, CountDownLatch stopped) {
        synchronized (stopped) {
            if (stopped.getCount() == 0) {
                return;
            }
            console.say("Stopping Steward");
            suite.stop();
            DevSessions.in(layout.files()).stop();
            SuiteStatus.delete(layout);
            stopped.countDown();
        }
    }

    private void requireDisk() throws IOException {
        for (var folder : List.of(layout.state(), layout.data())) {
            long usable = Files.getFileStore(folder).getUsableSpace();
            if (usable < REQUIRED_BYTES) {
                throw new SuiteException("Only " + (usable >> 20) + " MB are free in " + folder + "; Steward needs "
                        + (REQUIRED_BYTES >> 20) + " MB.");
            }
        }
    }
}
