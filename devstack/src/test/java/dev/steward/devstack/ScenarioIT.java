package dev.steward.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.devstack.demo.Dataset;
import dev.steward.devstack.demo.Faults;
import dev.steward.devstack.demo.Scenario;
import dev.steward.devstack.process.Console;
import dev.steward.devstack.suite.SuiteService;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSuite.class)
class ScenarioIT {
    /** The service each step cannot do without. */
    private static final List<SuiteService> NEEDED = List.of(
            SuiteService.ZERO_TRUST,
            SuiteService.SESSION,
            SuiteService.HEALING,
            SuiteService.JOB,
            SuiteService.COST,
            SuiteService.GATEWAY);

    @Test
    void holdsAsTheDemoPlaysIt(SuiteUnderTest suite) {
        var outcome = suite.steward("demo");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .containsPattern("the page answers again after \\d+ ms, same session id, the file still there")
                .contains("verdict warn, 60 rows, 2 duplicates", "The scenario holds");
    }

    @Test
    void endsAsItShouldWhenTheServiceOfEachStepIsKilledInIt(SuiteUnderTest suite) {
        var faults = suite.faults();
        Queue<SuiteService> victims = new ArrayDeque<>(NEEDED);
        var console = new Console(new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.matches("\\d\\. .*")) {
                    faults.kill(victims.remove().module());
                }
            }
        });

        patiently(suite, faults, console).play();

        assertThat(victims).isEmpty();
        suite.awaitReady();
    }

    private static Scenario patiently(SuiteUnderTest suite, Faults faults, Console console) {
        return new Scenario(
                suite.api().patient(SuiteUnderTest.PATIENCE), suite.adminPassword(), Dataset.sample(), faults, console);
    }
}
