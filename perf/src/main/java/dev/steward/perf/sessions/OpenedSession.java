package dev.steward.perf.sessions;

import dev.steward.perf.script.Member;
import dev.steward.perf.script.Setting;
import java.net.URI;
import java.util.UUID;

/** A session that is created only to see how soon its page is there. */
final class OpenedSession {
    /** Name of what is measured. */
    static final String STEP = "created until its page answers";

    private OpenedSession() {}

    /** From sending the request until the first 200 of the address it names; then it is deleted. */
    static void measure(Setting setting, Member member) {
        var token = member.token(setting.http());
        var call = setting.sessions().opening(UUID.randomUUID().toString());
        long asked = System.nanoTime();
        var session = setting.http().send(call, token).json();
        Page.of(URI.create(session.path("addresses").path("direct").asString())).awaitAnswer();
        setting.http().measurements().succeeded(STEP, System.nanoTime() - asked);
        setting.sessions().delete(member, session.path("id").asString());
    }
}
