package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One login a second, every tenth with a wrong password; the users use the newest token wherever one is verified. */
public final class Login implements Script {
    private static final int WRONG = 10;

    private final Setting setting;
    private final AtomicLong logins = new AtomicLong();
    private final AtomicReference<String> newest;

    public Login(Setting setting) {
        this.setting = setting;
        newest = new AtomicReference<>(setting.seed().member(0).token(setting.http()));
    }

    @Override
    public List<Paced> paced() {
        return List.of(Paced.everySecond("a login", this::login));
    }

    private void login() {
        long number = logins.incrementAndGet();
        var member = setting.seed().member(number);
        if (number % WRONG == 0) {
            setting.http().send(member.loginWith("not the password").expecting(401), null);
        } else {
            newest.set(member.login(setting.http()));
        }
    }

    @Override
    public void iterate(Visit visit) {
        var seed = setting.seed();
        var call =
                switch ((int) (visit.number() % 4)) {
                    case 0 -> Call.get("projects", "/api/v1/projects");
                    case 1 -> Call.get("project", "/api/v1/projects/" + seed.project());
                    case 2 -> Call.get("key set", "/.well-known/jwks.json");
                    default -> Call.get("session", Sessions.path(seed.session()));
                };
        setting.http().send(call, newest.get(), visit.due());
    }
}
