package dev.steward.devstack.process;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.ServiceEnvironment;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.infra.BrokerCache;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/** The start caches of all services and of the broker; launchers of one checkout take turns in making them. */
public record StartCaches(Layout layout, ServiceEnvironment environment, Console console) {

    /** Extracts what is stale and, with training, records the AOT caches too. */
    public void prepare(boolean training) {
        try {
            Files.createDirectories(layout.startCaches());
            var file = layout.startCaches().resolve(".lock");
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                var work = stale(training);
                if (!work.isEmpty()) {
                    long started = System.nanoTime();
                    console.say("Preparing " + work.size() + " programs for fast starts, once per build");
                    runAll(work);
                    console.say("Prepared in " + Console.seconds(Console.since(started)));
                }
            }
        } catch (IOException e) {
            throw new SuiteException("The folder " + layout.startCaches() + " cannot be used: " + e.getMessage(), e);
        }
    }

    public List<String> command(SuiteService service) {
        return cache(service).command();
    }

    /** For the broker's JVM. */
    public List<String> brokerOptions() {
        return broker().options();
    }

    private List<Runnable> stale(boolean training) {
        var work = new ArrayList<Runnable>();
        Arrays.stream(SuiteService.values())
                .filter(service ->
                        !(training ? cache(service).isTrained() : cache(service).isExtracted()))
                .forEach(service -> work.add(() -> prepare(service, training)));
        if (training && !environment.infrastructure().external() && !broker().isTrained()) {
            work.add(broker()::train);
        }
        return work;
    }

    private void prepare(SuiteService service, boolean training) {
        var log = layout.log(service.module() + ".training");
        var cache = cache(service);
        if (!cache.isExtracted()) {
            cache.extract(log);
        }
        if (training) {
            cache.train(environment.of(service), log);
            if (!cache.hasCache()) {
                console.say(service.module() + " starts without a cache: its training start failed, see " + log);
            }
        }
    }

    private StartCache cache(SuiteService service) {
        return new StartCache(layout.startCaches().resolve(service.module()), layout.jar(service));
    }

    private static BrokerCache broker() {
        return BrokerCache.ofThisBuild();
    }

    private static void runAll(List<Runnable> work) {
        try (var executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var running = work.stream()
                    .map(each -> CompletableFuture.runAsync(each, executor))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
