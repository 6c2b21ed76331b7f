package dev.steward.perf.sessions;

import dev.steward.perf.script.Member;
import dev.steward.perf.script.Setting;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** A session that is created only to see how soon its page is there. */
final class OpenedSession {
    /** Name of what is measured. */
    static final String STEP = "created until its page answers";

    private OpenedSession() {}

    /** From sending the request until the first 200 of the address it names; then it is deleted. */
    static void measure(Setting setting, Member member) {
        setting.sessions().delete(member, measure(setting, member, STEP, Map.of()));
    }

    /** The same of a session that asks for more; returns its id and leaves it there. */
    static String measure(Setting setting, Member member, String step, Map<String, String> wishes) {
        var token = member.token(setting.http());
        var call = setting.sessions().opening(UUID.randomUUID().toString(), wishes);
        long asked = System.nanoTime();
        var session = setting.http().send(call, token).json();
        Page.of(URI.create(session.path("addresses").path("direct").asString())).awaitAnswer();
        setting.http().measurements().succeeded(step, System.nanoTime() - asked);
        return session.path("id").asString();
    }
}
