package dev.steward.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.devstack.suite.Layout;
import dev.steward.devstack.suite.PartState;
import dev.steward.devstack.suite.PartStatus;
import dev.steward.devstack.suite.StatusBoard;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.devstack.suite.SuiteStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {
    @TempDir
    Path directory;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final FakePart database = new FakePart("database", journal);
    private final FakePart first = new FakePart("first", journal);
    private final FakePart second = new FakePart("second", journal);
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private Layout layout;
    private Suite suite;

    @BeforeEach
    void assemble() {
        layout = new Layout(directory, directory, directory);
        var console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8));
        var parts = Stream.of(database, first, second)
                .map(part -> new PartStatus(part.name(), PartState.STARTING, null, part.address(), 0, part.log()))
                .toList();
        var board = new StatusBoard(layout, directory.resolve("admin-password"), parts, console::say);
        var supervisor = new Supervisor(console, board, InstantSource.system(), executor);
        suite = new Suite(
                List.of(database),
                List.of(first, second),
                () -> journal.add("provision"),
                supervisor,
                board,
                console,
                executor);
    }

    @AfterEach
    void stop() {
        suite.stop();
        executor.close();
    }

    @Test
    void startsServicesAfterInfrastructureAndStopsInReverse() {
        suite.start();
        assertThat(journal).startsWith("launch database", "provision").contains("launch first", "launch second");

        journal.clear();
        suite.stop();
        suite.stop();
        assertThat(journal).containsExactly("stop second", "stop first", "stop database");
    }

    @Test
    void failsWithTheReasonOfThePartThatDoesNotStart() {
        second.refuseToStart();
        assertThatThrownBy(suite::start).isInstanceOf(SuiteException.class).hasMessage("second does not start");
    }

    @Test
    void restartsWhatWasKilledAndSaysSo() {
        suite.start();
        first.end(137);

        Awaitility.await().until(() -> part("first").state() == PartState.READY && first.launches() == 2);
        assertThat(part("first").restarts()).isEqualTo(1);
        assertThat(output()).contains("first was ended by SIGKILL; restarting it", "first is ready again after");
    }

    @Test
    void givesUpAfterFiveRestarts() {
        suite.start();
        for (int restart = 1; restart <= 5; restart++) {
            first.end(1);
            int launches = restart + 1;
            Awaitility.await().until(() -> first.launches() == launches);
        }
        first.end(1);

        Awaitility.await().until(() -> part("first").state() == PartState.GIVEN_UP);
        assertThat(first.launches()).isEqualTo(6);
        assertThat(output()).contains("restarted 5 times in 10 minutes and stays down");
    }

    @Test
    void givesWhatKeepsAPartFromStartingTheTimeToEnd() {
        suite.start();
        database.failToLaunch(1);
        long ended = System.nanoTime();
        database.end(137);

        Awaitility.await().until(() -> part("database").state() == PartState.READY && database.launches() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - ended)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(output()).contains("its port is in use); restarting it");
    }

    @Test
    void restartsNothingThatItStoppedItself() {
        suite.start();
        suite.stop();
        executor.close();
        assertThat(first.launches()).isEqualTo(1);
        assertThat(part("first").state()).isEqualTo(PartState.STOPPED);
    }

    private PartStatus part(String name) {
        return SuiteStatus.recorded(layout).flatMap(status -> status.part(name)).orElseThrow();
    }

    private String output() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
