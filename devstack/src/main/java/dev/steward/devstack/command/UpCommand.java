package dev.steward.devstack.command;

import dev.steward.devstack.process.Console;
import dev.steward.devstack.process.DevSessions;
import dev.steward.devstack.process.StartCaches;
import dev.steward.devstack.process.Suite;
import dev.steward.devstack.process.SuiteAssembly;
import dev.steward.devstack.suite.BrokerLogins;
import dev.steward.devstack.suite.Infrastructure;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.ServiceEnvironment;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteLock;
import dev.steward.devstack.suite.SuitePorts;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.infra.AccessRules;
import dev.steward.infra.InfraException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs the suite in the foreground until a signal ends it. */
record UpCommand(Layout layout, Map<String, String> environment, CommandLine line, Console console) {
    int run() throws IOException, InterruptedException {
        layout.create();
        try (var lock = SuiteLock.acquire(layout)) {
            assert lock.lock().isValid();
            layout.requireDisk();
            var ports = SuitePorts.of(environment);
            var secrets = new Secrets(layout, environment);
            var infrastructure = line.option("--infra").isPresent()
                    ? Infrastructure.external(environment)
                    : Infrastructure.embedded(ports, secrets);
            var services = new ServiceEnvironment(layout, ports, secrets, infrastructure, environment);
            Leftovers.end(layout);
            services.requireExternalServers();
            ports.requireFree(!infrastructure.external());
            layout.rotateLogs();
            if (!infrastructure.external()) {
                new BrokerLogins(layout, secrets, infrastructure.kafka()).write();
            }
            var caches = new StartCaches(layout, services, console);
            caches.prepare(!line.has("--no-cache"));
            return run(new SuiteAssembly(services, caches, console).assemble(), services, Watchman.start(layout));
        }
    }

    private int run(Suite suite, ServiceEnvironment services, Watchman watchman) throws InterruptedException {
        var asked = new AtomicBoolean();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            asked.set(true);
                            stop(suite, watchman, stopped);
                        },
                        "drain"));
        long started = System.nanoTime();
        console.say("Starting Steward; logs are in " + layout.logs());
        if (!Layout.isRoot()) {
            console.say("Not started as root: dev sessions run with your own rights.");
        }
        try {
            suite.start();
        } catch (InfraException | SuiteException e) {
            if (asked.get()) {
                stopped.await(); // What failed is what the signal has just ended.
                return 0;
            }
            stop(suite, watchman, stopped);
            throw e;
        }
        console.say("Ready in " + Console.seconds(Console.since(started)) + ".");
        console.say("  gateway         " + services.ports().url(SuiteService.GATEWAY));
        console.say("  previews        " + services.ports().previewUrl());
        console.say("  admin password  " + services.secrets().adminPassword());
        if (!services.infrastructure().external()) {
            console.say("  Kafka, outside  " + layout.brokerLogin(AccessRules.OUTSIDE));
        }
        console.say("Stop it with Ctrl-C or ./steward down.");
        suite.open();
        stopped.await();
        return 0;
    }

    private void stop(Suite suite, Watchman watchman, CountDownLatch stopped) {
        synchronized (stopped) {
            if (stopped.getCount() == 0) {
                return;
            }
            console.say("Stopping Steward");
            suite.stop();
            DevSessions.in(layout.files()).stop();
            SuiteStatus.delete(layout);
            dismiss(watchman);
            stopped.countDown();
        }
    }

    private static void dismiss(Watchman watchman) {
        try {
            watchman.close();
        } catch (IOException e) {
            // It is gone, and all that it would have ended has been ended.
        }
    }
}
