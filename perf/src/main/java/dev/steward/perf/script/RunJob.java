package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** One job every five seconds, since each is a JVM of its own; the users upload datasets and look at jobs. */
public final class RunJob implements Script {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Setting setting;
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicReference<String> newest;

    public RunJob(Setting setting) {
        this.setting = setting;
        newest = new AtomicReference<>(submit(setting.seed().member(0)));
    }

    @Override
    public List<Paced> paced() {
        return List.of(new Paced("a job", Duration.ZERO, EVERY, this::run));
    }

    private void run() {
        var member = setting.seed().member(submitted.getAndIncrement());
        var id = submit(member);
        newest.set(id);
        var job = awaitEnd(member, id);
        if (!job.path("result").path("verdict").asString("").equals("warn")) {
            setting.http().measurements().broken("job " + id + " did not find what is wrong with its dataset: " + job);
        }
    }

    private String submit(Member member) {
        var body = Map.of(
                "type",
                "dataset-validation",
                "project_id",
                setting.seed().project(),
                "payload",
                Map.of("dataset_path", setting.seed().datasetPath()));
        var call =
                Call.post("job submit", "/api/v1/jobs", body, UUID.randomUUID().toString(), 202);
        return setting.http().send(call, member.token(setting.http())).text("job_id");
    }

    private JsonNode awaitEnd(Member member, String id) {
        long deadline = System.nanoTime() + END.toNanos();
        while (true) {
            var job = setting.http()
                    .send(Call.get("job", "/api/v1/jobs/" + id), member.token(setting.http()))
                    .json();
            var status = job.path("status").asString();
            boolean ended = !status.equals("queued") && !status.equals("running");
            if (ended || System.nanoTime() > deadline) {
                return job;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void iterate(Visit visit) {
        var project = setting.seed().project();
        var call =
                switch ((int) (visit.number() % 4)) {
                    case 0 -> EdgeMix.dataset(visit, project);
                    case 1 -> Call.get("jobs", "/api/v1/jobs?project_id=" + project);
                    default -> Call.get("job", "/api/v1/jobs/" + newest.get());
                };
        setting.send(visit, call);
    }
}
