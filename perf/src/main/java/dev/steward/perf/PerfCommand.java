package dev.steward.perf;

import dev.steward.devstack.demo.DemoException;
import dev.steward.devstack.demo.LocalFaults;
import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import dev.steward.perf.load.Driver;
import dev.steward.perf.load.Http;
import dev.steward.perf.load.Measurements;
import dev.steward.perf.load.NotRunException;
import dev.steward.perf.load.Traffic;
import dev.steward.perf.load.UnexpectedAnswerException;
import dev.steward.perf.report.CpuWatch;
import dev.steward.perf.report.Reports;
import dev.steward.perf.report.Summary;
import dev.steward.perf.report.TextReport;
import dev.steward.perf.script.Seed;
import dev.steward.perf.script.Setting;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs one script against the suite of this checkout. */
record PerfCommand(Layout layout, PerfLine line, Console console) {

    /** Exit status 1 if a threshold does not hold. */
    int run() throws InterruptedException {
        var suite = SuiteStatus.running(layout)
                .filter(SuiteStatus::ready)
                .orElseThrow(() -> new SuiteException("The suite is not running: start it with ./steward up."));
        var gateway = URI.create(address(suite, SuiteService.GATEWAY.module()));
        var script = line.script().script();
        var profile = line.profile();
        console.say(script + ", profile " + profile.name() + ": "
                + Console.seconds(profile.traffic().length()) + " of load on " + gateway);
        try (var seed = Seed.plant(gateway, Secrets.read(suite.adminPassword()))) {
            var setting = new Setting(seed.unmeasured(), seed, new LocalFaults(layout), services(suite));
            if (profile.warmUp().isPresent()) {
                warmUp(setting, profile.warmUp().get());
            }
            return measure(setting, gateway);
        } catch (NotRunException e) {
            console.say("not run: " + e.getMessage());
            return 0;
        } catch (DemoException | UnexpectedAnswerException | UncheckedIOException e) {
            throw new SuiteException("the run could not be prepared or cleaned up: " + e.getMessage(), e);
        }
    }

    private int measure(Setting prepared, URI gateway) throws InterruptedException {
        try (var http = new Http(gateway, new Measurements())) {
            var summary = run(new Setting(http, prepared.seed(), prepared.faults(), prepared.services()));
            new TextReport(console).print(summary);
            console.say("");
            console.say(
                    "Report: " + new Reports(layout.checkout().resolve("perf").resolve("out")).write(summary));
            return summary.holds() ? 0 : 1;
        }
    }

    private void warmUp(Setting setting, Traffic traffic) throws InterruptedException {
        console.say("Warming up for " + Console.seconds(traffic.length()));
        var script = line.script().maker().apply(setting);
        new Driver(script, setting.http().measurements()).run(traffic);
        script.finish();
    }

    private Summary run(Setting setting) throws InterruptedException {
        var script = line.script().maker().apply(setting);
        var measurements = setting.http().measurements();
        var startedAt = Instant.now();
        var cpu = new CpuWatch(layout);
        long started = System.nanoTime();
        new Driver(script, measurements).run(line.profile().traffic());
        var took = Console.since(started);
        var used = cpu.used();
        try {
            script.finish();
        } catch (UnexpectedAnswerException e) {
            measurements.broken("what the run left could not be looked at: " + e.getMessage());
        }
        var run = new Summary.Run(
                line.script().script(),
                line.profile(),
                line.scale(),
                Machine.commit(layout.checkout()),
                Machine.description(),
                startedAt);
        return Summary.of(run, measurements, took, used);
    }

    private static Map<String, String> services(SuiteStatus suite) {
        return Stream.of(SuiteService.values())
                .collect(Collectors.toMap(SuiteService::module, service -> address(suite, service.module())));
    }

    private static String address(SuiteStatus suite, String part) {
        return suite.part(part).map(PartStatus::address).orElseThrow();
    }
}
