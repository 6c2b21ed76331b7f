package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What the edge sees of a day: nine of ten requests read, from all five services; one writes a workspace file or a
 * dataset. Beside them one login and one session with its deletion each second.
 */
public final class EdgeMix implements Script {
    private static final int FILES = 20;

    private final Setting setting;
    private final AtomicLong turns = new AtomicLong();
    private final List<Function<Visit, Call>> mix;

    public EdgeMix(Setting setting) {
        this.setting = setting;
        var project = setting.seed().project();
        var session = Sessions.path(setting.seed().session());
        Call one = Call.get("session", session);
        Call jobs = Call.get("jobs", "/api/v1/jobs?project_id=" + project);
        mix = List.of(
                visit -> one,
                visit -> Call.get("sessions", "/api/v1/sessions?project_id=" + project),
                visit -> Call.get("project", "/api/v1/projects/" + project),
                visit -> Call.get("file get", session + "/files/index.html"),
                visit -> jobs,
                visit -> Call.get("costs", "/api/v1/costs?group_by=session&project_id=" + project),
                visit -> Call.get("incidents", "/api/v1/incidents?project_id=" + project),
                visit -> one,
                visit -> Call.get("projects", "/api/v1/projects"),
                visit -> visit.number() % 20 < 10 ? file(visit, session) : dataset(visit, project));
    }

    @Override
    public List<Paced> paced() {
        return List.of(
                Paced.everySecond("a login", () -> next().login(setting.http())),
                Paced.everySecond("a session", () -> setting.sessions().openAndDelete(next())));
    }

    private Member next() {
        return setting.seed().member(turns.getAndIncrement());
    }

    @Override
    public void iterate(Visit visit) {
        setting.send(visit, mix.get((int) (visit.number() % mix.size())).apply(visit));
    }

    private static Call file(Visit visit, String session) {
        var name = "notes-" + visit.number() % FILES + ".txt";
        return Call.put("file put", session + "/files/" + name, "text/plain", "Visit " + visit.number() + ".\n");
    }

    static Call dataset(Visit visit, String project) {
        var target = "/api/v1/datasets/visit-" + visit.number() % FILES + ".csv?project_id=" + project;
        return Call.put("dataset put", target, "application/octet-stream", "visit\n" + visit.number() + "\n");
    }
}
