package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One session a second from its creation to its deletion; the users look at theirs. */
public final class OpenSession implements Script {
    private final Setting setting;
    private final AtomicLong opened = new AtomicLong();

    public OpenSession(Setting setting) {
        this.setting = setting;
    }

    @Override
    public List<Paced> paced() {
        return List.of(Paced.everySecond("a session", () -> setting.sessions()
                .openAndDelete(setting.seed().member(opened.getAndIncrement()))));
    }

    @Override
    public void iterate(Visit visit) {
        var seed = setting.seed();
        var call =
                switch ((int) (visit.number() % 3)) {
                    case 0 -> Call.get("sessions", "/api/v1/sessions?project_id=" + seed.project());
                    case 1 -> Call.get("session", Sessions.path(seed.session()));
                    default -> Call.get("file get", Sessions.path(seed.session()) + "/files/index.html");
                };
        setting.send(visit, call);
    }
}
