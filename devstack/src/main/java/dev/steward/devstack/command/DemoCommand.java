package dev.steward.devstack.command;

import dev.steward.devstack.demo.Api;
import dev.steward.devstack.demo.CommandFaults;
import dev.steward.devstack.demo.Dataset;
import dev.steward.devstack.demo.DemoException;
import dev.steward.devstack.demo.Faults;
import dev.steward.devstack.demo.LocalFaults;
import dev.steward.devstack.demo.Scenario;
import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.Secrets;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteService;
import dev.steward.devstack.suite.SuiteStatus;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;

/** Plays the scenario against the suite of this checkout, or one elsewhere. */
record DemoCommand(Layout layout, CommandLine line, Console console) {

    int run() {
        var target = line.option("--target").map(DemoCommand::gateway);
        try {
            var dataset =
                    line.option("--dataset").map(Path::of).map(Dataset::of).orElseGet(Dataset::sample);
            if (target.isPresent()) {
                var password = line.option("--admin-password-file")
                        .orElseThrow(() -> new SuiteException("With --target, --admin-password-file must be given."));
                var faults = new CommandFaults(line.option("--kill-session"), line.option("--kill-service"));
                play(target.get(), Path.of(password), dataset, faults);
            } else {
                var status = SuiteStatus.running(layout)
                        .filter(SuiteStatus::ready)
                        .orElseThrow(() -> new SuiteException("The suite is not running: start it with ./steward up."));
                var gateway =
                        status.part(SuiteService.GATEWAY.module()).orElseThrow().address();
                play(URI.create(gateway), status.adminPassword(), dataset, new LocalFaults(layout));
            }
        } catch (DemoException | UncheckedIOException e) {
            throw new SuiteException("the scenario does not hold: " + e.getMessage(), e);
        }
        return 0;
    }

    private static URI gateway(String target) {
        try {
            var address = new URI(target);
            if (Set.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused below like any other word.
        }
        throw new SuiteException("--target must be the address of a gateway, such as http://127.0.0.1:8080.");
    }

    private void play(URI gateway, Path passwordFile, Dataset dataset, Faults faults) {
        long started = System.nanoTime();
        boolean whole = new Scenario(Api.at(gateway), Secrets.read(passwordFile), dataset, faults, console).play();
        console.say("");
        console.say((whole ? "The scenario holds" : "What was played of the scenario holds") + "; it took "
                + Console.seconds(Console.since(started)) + ".");
    }
}
