package dev.steward.job.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.job.domain.JobFailure;
import dev.steward.job.domain.JobLease;
import dev.steward.job.port.ProfileSignal;
import dev.steward.job.port.ProfileSignal.Answer;
import dev.steward.job.port.ProfileSignal.Ended;
import dev.steward.job.port.ProfileSignal.Progressed;
import dev.steward.job.port.ProfileSignal.Used;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Starts real child processes; each test leaves none, and no file of theirs. */
class DuckDbProfilerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final JobLease attempt = new JobLease(UUID.randomUUID().toString(), 1);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeDataset() throws IOException {
        file = Files.writeString(folder.toRealPath().resolve("a.csv"), "id,name\n1,ann\n2,bob\n2,bob\n");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        await().atMost(DEADLINE).until(() -> children().isEmpty());
        try (Stream<Path> left = Files.walk(Files.createDirectories(folder.resolve("scratch")))) {
            assertThat(left.filter(path -> !path.endsWith("scratch"))).isEmpty();
        }
    }

    @Test
    void reportsProgressThenOneAnswerWithWhatItUsed() {
        List<ProfileSignal> signals = profile(limits()).collectList().block(DEADLINE);

        assertThat(signals.getLast()).isInstanceOfSatisfying(Ended.class, end -> {
            assertThat(end.answer()).isInstanceOfSatisfying(Answer.Profiled.class, answer -> assertThat(
                            answer.profile().duplicateRows())
                    .isEqualTo(1));
            assertThat(end.usage().cpuSeconds()).isPositive();
            assertThat(end.usage().memoryGibSeconds()).isPositive();
            assertThat(end.usage().to()).isAfter(end.usage().from());
        });
        assertThat(signals.stream().filter(Progressed.class::isInstance).map(signal -> ((Progressed) signal).percent()))
                .startsWith(0)
                .isSorted()
                .endsWith(99);
    }

    @Test
    void reportsUseInWindowsThatMeet() {
        List<ProfileSignal> signals = profile(limits(Duration.ofMinutes(1), DataSize.ofGigabytes(1), Duration.ZERO))
                .collectList()
                .block(DEADLINE);

        List<Used> windows = signals.stream()
                .filter(Used.class::isInstance)
                .map(Used.class::cast)
                .toList();
        assertThat(windows).isNotEmpty();
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).usage().from())
                    .isEqualTo(windows.get(i - 1).usage().to());
        }
        assertThat(((Ended) signals.getLast()).usage().from())
                .isEqualTo(windows.getLast().usage().to());
    }

    @Test
    void answersThatAFileIsUnreadable() throws IOException {
        Files.writeString(file, "a,b\n1\n");

        assertThat(answer(limits())).isEqualTo(new Answer.Unreadable("Line 2: expected 2 fields, found 1."));
    }

    @Test
    void endsAChildThatTakesTooLong() {
        Duration timeout = Duration.ofMillis(1);

        assertThat(answer(limits(timeout, DataSize.ofGigabytes(1), Duration.ofSeconds(15))))
                .isEqualTo(new Answer.TimedOut(timeout));
    }

    @Test
    void endsAChildThatTakesTooMuchMemory() {
        assertThat(answer(limits(Duration.ofMinutes(1), DataSize.ofMegabytes(1), Duration.ofSeconds(15))))
                .isEqualTo(new Answer.Failed(JobFailure.memoryLimit()));
    }

    @Test
    void saysThatAChildIsLostWhenSomebodyKillsIt() {
        CompletableFuture<ProfileSignal> last = profile(limits()).last().toFuture();
        await().atMost(DEADLINE).until(() -> !children().isEmpty());

        children().forEach(ProcessHandle::destroyForcibly);

        assertThat(((Ended) last.join()).answer()).isEqualTo(new Answer.Lost());
    }

    @Test
    void endsTheChildWhenNobodyWantsTheAnswer() {
        Disposable run = profile(limits()).subscribe();
        await().atMost(DEADLINE).until(() -> !children().isEmpty());

        run.dispose();

        await().atMost(DEADLINE).until(() -> children().isEmpty());
    }

    @Test
    void givesTheChildAProcessGroupOfItsOwnAndAnEmptyEnvironment() {
        AtomicReference<String> group = new AtomicReference<>("");
        AtomicReference<String> environment = new AtomicReference<>("");
        profile(limits())
                .doOnNext(signal -> {
                    if (signal instanceof Progressed(int percent) && percent == 0) {
                        long pid = children().getFirst().pid();
                        group.set(pid + " " + field(pid, 5) + " " + field(pid, 6));
                        environment.set(read(Path.of("/proc/" + pid + "/environ")));
                    }
                })
                .blockLast(DEADLINE);

        assertThat(group.get()).matches("(\\d+) \\1 \\1");
        assertThat(environment.get().replace("\0", " ").strip()).isEqualTo("LC_ALL=C.UTF-8");
    }

    @Test
    void clearsWhatAnEarlierAttemptLeftBehind() throws IOException {
        Path left = Files.createDirectories(folder.resolve("scratch/" + attempt.jobId() + "/0"));
        Files.writeString(left.resolve("spilled"), "x");

        assertThat(answer(limits())).isInstanceOf(Answer.Profiled.class);
    }

    private Answer answer(ProfileLimits limits) {
        return ((Ended) profile(limits).blockLast(DEADLINE)).answer();
    }

    private Flux<ProfileSignal> profile(ProfileLimits limits) {
        return new DuckDbProfiler(limits, Clock.systemUTC()).profile(attempt, file, Map.of());
    }

    private ProfileLimits limits() {
        return limits(Duration.ofMinutes(1), DataSize.ofGigabytes(1), Duration.ofSeconds(15));
    }

    private ProfileLimits limits(Duration timeout, DataSize resident, Duration usageWindow) {
        return new ProfileLimits(
                folder.resolve("scratch"),
                DataSize.ofMegabytes(64),
                DataSize.ofMegabytes(128),
                resident,
                DataSize.ofGigabytes(1),
                1,
                timeout,
                usageWindow);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child ->
                        read(Path.of("/proc/" + child.pid() + "/cmdline")).contains(ProfileMain.class.getSimpleName()))
                .toList();
    }

    private static String field(long pid, int number) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[number - 3];
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return "";
        }
    }
}
