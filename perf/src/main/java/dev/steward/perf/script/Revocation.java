package dev.steward.perf.script;

import dev.steward.perf.load.Call;
import dev.steward.perf.load.Http.Outcome;
import dev.steward.perf.load.Paced;
import dev.steward.perf.load.Script;
import dev.steward.perf.load.Visit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends login sessions and measures how long their tokens still pass: from the moment the end is asked for until the first
 * 401, at the gateway and at a service that is called directly. No token may pass again after that.
 */
public final class Revocation implements Script {
    /** Names of what is measured. */
    public static final String AT_THE_GATEWAY = "until the gateway's first 401";

    public static final String AT_A_SERVICE = "until a service's first 401";

    /** The gateway lets one address log in and be refused 100 times a minute; each revocation does both. */
    private static final Duration EVERY = Duration.ofMillis(1500);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(1);
    /** Of the service only, for the same reason. */
    private static final int ASKED_AGAIN = 3;

    private static final int REFUSED = 401;

    private final Setting setting;

    public Revocation(Setting setting) {
        this.setting = setting;
    }

    @Override
    public List<Paced> paced() {
        return List.of(new Paced("a revocation", Duration.ZERO, EVERY, this::revoke));
    }

    @Override
    public void iterate(Visit visit) {
        var call = visit.number() % 2 == 0
                ? Call.get("projects", "/api/v1/projects")
                : Call.get("session", Sessions.path(setting.seed().session()));
        setting.send(visit, call);
    }

    private void revoke() {
        var login = setting.seed().member(0).logIn(setting.http());
        var token = login.text("access_token");
        var path = Sessions.path(setting.seed().session());
        var watches = List.of(
                new Watch(AT_THE_GATEWAY, path, token, 0),
                new Watch(AT_A_SERVICE, setting.service("session-service") + path, token, ASKED_AGAIN));
        watches.forEach(Watch::passes);
        long asked = System.nanoTime();
        var threads = watches.stream()
                .map(watch -> Thread.ofVirtual().start(() -> watch.untilRefused(asked)))
                .toList();
        setting.http()
                .send(
                        Call.delete("end", "/api/v1/auth/login-sessions/" + login.text("login_session_id")),
                        setting.seed().member(0).token(setting.http()));
        threads.forEach(Revocation::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** One place where the token is shown again and again. */
    private final class Watch {
        private final String step;
        private final Call call;
        private final String token;
        private final int askedAgain;

        Watch(String step, String target, String token, int askedAgain) {
            this.step = step;
            this.call = Call.get(step, target).expecting(200, REFUSED);
            this.token = token;
            this.askedAgain = askedAgain;
        }

        void passes() {
            if (refused()) {
                broken("a fresh token was refused");
            }
        }

        void untilRefused(long asked) {
            while (!refused()) {
                if (System.nanoTime() - asked > PATIENCE.toNanos()) {
                    broken("a revoked token passed for " + PATIENCE.toSeconds() + " s");
                    return;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            setting.http().measurements().succeeded(step, System.nanoTime() - asked);
            for (int again = 0; again < askedAgain; again++) {
                if (!refused()) {
                    broken("a revoked token passed again");
                }
            }
        }

        private boolean refused() {
            return switch (setting.seed().unmeasured().attempt(call, token, System.nanoTime())) {
                case Outcome.Answered(var reply) -> reply.status() == REFUSED;
                case Outcome.Failed(var failure) -> {
                    broken(failure.toString());
                    yield true;
                }
            };
        }

        private void broken(String what) {
            setting.http().measurements().broken(step + ": " + what);
        }
    }
}
