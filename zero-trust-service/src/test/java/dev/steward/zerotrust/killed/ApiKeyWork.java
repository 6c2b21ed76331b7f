package dev.steward.zerotrust.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Issues API keys, rotates them with an overlap, gets tokens for them and revokes them. */
final class ApiKeyWork implements Work {

    private static final String KEYS = "/api/v1/api-keys";

    private static final class Key {
        private final String path;
        private String secret;
        private boolean revoked;

        private Key(Answer answer) {
            path = KEYS + "/" + answer.text("id");
            secret = answer.text("key");
        }
    }

    private final String owner;
    private final Random random;
    private final List<Key> keys = new ArrayList<>();
    private @Nullable Key current;
    private boolean revoking;

    ApiKeyWork(String owner, long seed) {
        this.owner = owner;
        this.random = new Random(seed);
    }

    @Override
    public void step(Calls calls) {
        Key key = current;
        if (key == null) {
            var wanted = Map.of("name", "CI", "scopes", List.of("api-keys:read"));
            current = new Key(calls.post(owner, KEYS, wanted).expect(201));
            keys.add(current);
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                revoking = true;
                calls.delete(owner, key.path).expect(204);
                revoked(key);
            }
            case 1 -> calls.exchange(key.secret).expect(200);
            default ->
                key.secret = calls.post(owner, key.path + "/rotate", Calls.NOTHING)
                        .expect(200)
                        .text("key");
        }
    }

    @Override
    public void settle(Calls calls) {
        Key key = current;
        if (key != null && revoking && calls.get(owner, key.path).status() == 404) {
            revoked(key);
        }
        revoking = false;
        keys.forEach(each -> assertAsAnswered(calls, each));
    }

    @Override
    public void check(Calls calls) {
        settle(calls);
    }

    /** A rotation that was not answered leaves the key before it good, be it for the overlap. */
    private static void assertAsAnswered(Calls calls, Key key) {
        assertThat(calls.exchange(key.secret).status())
                .as("exchange of a key that is %s", key.revoked ? "revoked" : "good")
                .isEqualTo(key.revoked ? 400 : 200);
    }

    private void revoked(Key key) {
        key.revoked = true;
        revoking = false;
        current = null;
    }
}
