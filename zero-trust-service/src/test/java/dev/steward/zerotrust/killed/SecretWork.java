package dev.steward.zerotrust.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rotates one secret of a project. */
final class SecretWork implements Work {

    private static final String SECRETS = "/api/v1/secrets";

    private final String project;
    private final String admin;
    private String path = "";
    private int version;
    private String value = "first";
    private String before = "";
    private @Nullable String doubt;

    SecretWork(String project, String admin) {
        this.project = project;
        this.admin = admin;
    }

    /** Its own, before anybody is killed. */
    void create(Calls calls) {
        var wanted = Map.of("project_id", project, "name", "token", "value", value);
        path = SECRETS + "/" + calls.post(admin, SECRETS, wanted).expect(201).text("id");
        version = 1;
    }

    @Override
    public void step(Calls calls) {
        String next = "value " + (version + 1);
        doubt = next;
        Answer answer =
                calls.post(admin, path + "/rotate", Map.of("value", next)).expect(200);
        assertThat(answer.number("version")).isEqualTo(version + 1);
        rotated(next);
    }

    @Override
    public void settle(Calls calls) {
        Answer current = calls.get(admin, path + "/value").expect(200);
        if (doubt != null && current.number("version") == version + 1) {
            rotated(doubt);
        }
        doubt = null;
        assertThat(current.number("version")).isEqualTo(version);
        assertThat(current.text("value")).isEqualTo(value);
        if (version > 1) {
            Answer old = calls.get(admin, path + "/versions/" + (version - 1) + "/value");
            assertThat(old.expect(200).text("value")).isEqualTo(before);
        }
    }

    @Override
    public void check(Calls calls) {
        settle(calls);
    }

    private void rotated(String next) {
        before = value;
        value = next;
        version++;
        doubt = null;
    }
}
