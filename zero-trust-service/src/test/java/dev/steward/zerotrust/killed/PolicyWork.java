package dev.steward.zerotrust.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes one policy again and again, tries it, lets it decide, rolls it back and ends it. */
final class PolicyWork implements Work {

    private static final String POLICIES = "/api/v1/zero-trust/policies";

    private final String name;
    private final String admin;
    private final Random random;
    private @Nullable Answer known;
    private String doubt = "";

    PolicyWork(String name, String admin, long seed) {
        this.name = name;
        this.admin = admin;
        this.random = new Random(seed);
    }

    @Override
    public void step(Calls calls) {
        Answer before = known;
        if (before == null) {
            doubt = "create";
            known = calls.post(admin, POLICIES, written()).expect(201);
            doubt = "";
            return;
        }
        int latest = before.number("version");
        boolean inUse = before.number("active_version") + before.number("dry_run_version") > 0;
        doubt = switch (random.nextInt(8)) {
            case 0, 1 -> "write";
            case 2 -> inUse ? "deactivate" : "dry-run";
            case 3, 4 -> "roll-back";
            default -> before.number("dry_run_version") == latest ? "activate" : "dry-run";
        };
        Answer after = doubt.equals("write")
                ? calls.put(admin, path(before), written()).expect(200)
                : calls.post(admin, path(before) + "/" + doubt, Calls.NOTHING);
        if (!doubt.equals("roll-back") || after.status() != 409) { // nothing was active before
            known = after.expect(200);
        }
        doubt = "";
    }

    @Override
    public void settle(Calls calls) {
        Answer before = known;
        if (before == null) {
            adopt(calls);
        } else {
            Answer after = calls.get(admin, path(before)).expect(200);
            if (doubt.isEmpty() || after.etag().equals(before.etag())) {
                assertThat(said(after)).as("policy that nothing was done to").isEqualTo(said(before));
            } else {
                assertDone(before, after);
            }
            known = after;
        }
        doubt = "";
    }

    @Override
    public void check(Calls calls) {
        settle(calls);
    }

    /** A policy whose creation was not answered is there once, or not. */
    private void adopt(Calls calls) {
        List<?> found = (List<?>)
                calls.get(admin, POLICIES + "?page_size=100").expect(200).body().get("items");
        List<String> mine = found.stream()
                .map(item -> (Map<?, ?>) item)
                .filter(item -> name.equals(item.get("name")))
                .map(item -> String.valueOf(item.get("id")))
                .toList();
        assertThat(mine).hasSizeLessThanOrEqualTo(doubt.isEmpty() ? 0 : 1);
        if (!mine.isEmpty()) {
            known = calls.get(admin, POLICIES + "/" + mine.getFirst()).expect(200);
        }
    }

    private void assertDone(Answer before, Answer after) {
        int latest = before.number("version");
        assertThat(after.number("version")).as(doubt).isEqualTo(doubt.equals("write") ? latest + 1 : latest);
        int active = after.number("active_version");
        switch (doubt) {
            case "dry-run" -> assertThat(after.number("dry_run_version")).isEqualTo(latest);
            case "activate" -> assertThat(active).isEqualTo(latest);
            case "roll-back" -> assertThat(active).isPositive().isNotEqualTo(before.number("active_version"));
            case "deactivate" ->
                assertThat(active + after.number("dry_run_version")).isZero();
            default -> assertThat(active).isEqualTo(before.number("active_version"));
        }
    }

    private Map<String, Object> written() {
        return Map.of(
                "name",
                name,
                "resource_pattern",
                "docs/" + name + "/" + random.nextInt(1_000),
                "actions",
                List.of("read"),
                "effect",
                "allow");
    }

    private static String path(Answer policy) {
        return POLICIES + "/" + policy.text("id");
    }

    private static List<@Nullable Object> said(Answer policy) {
        return List.of(
                policy.etag(),
                policy.text("state"),
                policy.number("version"),
                policy.number("active_version"),
                policy.number("dry_run_version"),
                policy.text("resource_pattern"));
    }
}
