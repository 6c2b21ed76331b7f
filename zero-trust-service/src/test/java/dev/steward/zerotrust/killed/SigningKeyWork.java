package dev.steward.zerotrust.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rotates the signing key as soon as the one before has begun to sign. */
final class SigningKeyWork implements Work {

    private static final String KEYS = "/api/v1/zero-trust/signing-keys";

    private final String admin;
    private final List<String> answered = new ArrayList<>();

    SigningKeyWork(String admin) {
        this.admin = admin;
    }

    @Override
    public void step(Calls calls) {
        if (list(calls).stream().noneMatch(key -> "next".equals(key.get("state")))) {
            answered.add(calls.post(admin, KEYS, Calls.NOTHING).expect(201).text("id"));
        }
    }

    @Override
    public void settle(Calls calls) {
        List<Map<?, ?>> keys = list(calls);
        assertThat(keys).extracting(key -> String.valueOf(key.get("id"))).containsAll(answered);
        assertThat(keys).filteredOn(key -> "active".equals(key.get("state"))).hasSize(1);
        assertThat(keys).filteredOn(key -> "next".equals(key.get("state"))).hasSizeLessThanOrEqualTo(1);
    }

    @Override
    public void check(Calls calls) {
        settle(calls);
    }

    private List<Map<?, ?>> list(Calls calls) {
        List<?> items = (List<?>) calls.get(admin, KEYS).expect(200).body().get("items");
        return items.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }
}
