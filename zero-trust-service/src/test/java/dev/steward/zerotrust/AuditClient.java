package dev.steward.zerotrust;

import static dev.steward.zerotrust.ZeroTrustClient.body;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks the audit of the service under test. */
record AuditClient(ZeroTrustClient admin) {

    static final String AUDIT = "/api/v1/audit";
    static final Duration SOON = Duration.ofSeconds(60);

    /** What a verification says once everything is sealed. */
    Map<?, ?> sealed() {
        await().atMost(SOON).until(() -> verify(""), report -> number(report, "not_yet_sealed") == 0);
        // That report has read the chain before it counted what waits: what was sealed between is in the next.
        return verify("");
    }

    Map<?, ?> verify(String head) {
        return body(admin.post(AUDIT + "/verify" + head, ""), 200);
    }

    List<String> actions(String query) {
        return rows(query).stream().map(row -> row.get("action").toString()).toList();
    }

    List<Map<?, ?>> rows(String query) {
        List<?> items = (List<?>)
                body(admin.get(AUDIT + "?page_size=100&" + query), 200).get("items");
        return items.stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }

    static long number(Map<?, ?> report, String member) {
        return ((Number) report.get(member)).longValue();
    }
}
