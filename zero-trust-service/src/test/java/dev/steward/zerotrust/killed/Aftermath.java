package dev.steward.zerotrust.killed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.steward.events.Topics;
import dev.steward.kit.testing.TestDatabase;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the database, the topics and the audit say once the service has come to rest, and whether they say the same. */
record Aftermath(TestDatabase database, String bootstrapServers) {

    /** What is audited though no event tells of it. */
    private static final String WITHOUT_EVENT = "('policy.created', 'policy.rewritten', 'policy.tried',"
            + " 'policy.deactivated', 'secret.created', 'secret.read', 'signing-key.rotated')";

    /** The end of the chain is no row of it, and requests that were let in or refused change nothing. */
    private static final String NO_CHANGE = "(audit\\.sealed|access\\.).*";

    /** What no transaction may leave behind, whenever it is looked at. */
    void assertNothingHalfDone() {
        assertThat(database.rows("select l.id from login_sessions l left join refresh_tokens t"
                        + " on t.login_session_id = l.id group by l.id"
                        + " having count(t.token_hash) filter (where t.rotated_at is null) <> 1"))
                .as("login sessions without one refresh token that was not used")
                .isEmpty();
        assertThat(database.rows("select id from policies p where latest_version"
                        + " <> (select count(*) from policy_versions v where v.policy_id = p.id)"))
                .as("policies with other versions than they say")
                .isEmpty();
        assertThat(database.rows("select id from secrets s where s.version <> (select max(v.version)"
                        + " from secret_versions v where v.secret_id = s.id and v.valid_until is null)"))
                .as("secrets whose value is of another version")
                .isEmpty();
        assertThat(database.number("select count(*) from signing_keys where state = 'active'"))
                .isEqualTo(1);
    }

    /** Everything was sent and sealed, and is on the topics and in the audit as often as it happened. */
    void assertAtRest() {
        assertThat(database.number("select count(*) from outbox")).isZero();
        assertThat(database.number("select count(*) from outbox_quarantine")).isZero();
        assertThat(database.number("select count(*) from audit.pending")).isZero();
        assertNothingHalfDone();
        assertEvents();
        assertTrustState();
        assertPolicies();
        assertAuditOfOtherChanges();
    }

    /** No token was signed with a key that was not made known a second before, as the service was told to. */
    void assertKeysWereKnownBefore(List<String> accessTokens) throws ParseException {
        var keySets = Topic.read(bootstrapServers, Topics.TRUST_STATE).records().stream()
                .filter(each -> Topic.key(each).equals("keys"))
                .toList();
        for (String text : accessTokens) {
            SignedJWT token = SignedJWT.parse(text);
            Instant issued = token.getJWTClaimsSet().getIssueTime().toInstant();
            assertThat(keySets)
                    .filteredOn(each -> new String(each.value(), UTF_8)
                            .contains('"' + token.getHeader().getKeyID() + '"'))
                    .first()
                    .satisfies(told -> assertThat(Instant.parse(Topic.header(told, "ce_time")))
                            .isBeforeOrEqualTo(issued));
        }
    }

    private void assertEvents() {
        var events = Topic.read(bootstrapServers, Topics.TRUST_EVENTS).records().stream()
                .filter(each -> !Topic.header(each, "ce_type").matches(NO_CHANGE))
                .toList();
        assertThat(events.stream().map(each -> action(Topic.header(each, "ce_type")) + "|" + Topic.key(each)))
                .as("events, as the audit has them")
                .containsExactlyInAnyOrderElementsOf(database.rows(
                        "select action, subject_id from audit.event where action not like 'access.%' and action not in "
                                + WITHOUT_EVENT));
        var sequences = events.stream()
                // An end of a policy counts too, and is told on trust.policies alone.
                .filter(each -> !Topic.header(each, "ce_aggregatetype").equals("policy"))
                .collect(groupingBy(
                        each -> Topic.header(each, "ce_aggregatetype") + "/" + Topic.key(each),
                        mapping(each -> Long.parseLong(Topic.header(each, "ce_sequence")), toList())));
        sequences.forEach((aggregate, numbers) -> assertThat(numbers)
                .as("events of %s", aggregate)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList()));
        Map<String, Long> counted =
                events.stream().collect(groupingBy(each -> action(Topic.header(each, "ce_type")), counting()));
        assertThat(counted)
                .containsEntry("login.succeeded", database.number("select count(*) from login_sessions"))
                .containsEntry(
                        "login-session.revoked",
                        database.number("select count(*) from login_sessions where revoked_at is not null"))
                .containsEntry("secret.rotated", database.number("select sum(version - 1) from secrets"));
        assertThat(database.rows("select id, event_sequence from api_keys"))
                .as("API keys that are there, with their events")
                .isSubsetOf(sequences.entrySet().stream()
                        .filter(each -> each.getKey().startsWith("api-key/"))
                        .map(each -> each.getKey().substring("api-key/".length()) + "|"
                                + each.getValue().size())
                        .toList());
    }

    private void assertTrustState() {
        Topic state = Topic.read(bootstrapServers, Topics.TRUST_STATE);
        assertThat(state.entries("login-session/").keySet())
                .as("login sessions and secrets whose tokens ended")
                .containsExactlyInAnyOrderElementsOf(
                        database.rows("select 'login-session/' || id from login_sessions where revoked_at is not null"
                                + " union all select 'login-session/' || id from revoked_secrets where told"));
        String keys = state.entries("keys").get("keys");
        assertThat(database.rows("select key_id from signing_keys"))
                .allSatisfy(key -> assertThat(keys).contains('"' + key + '"'));
    }

    private void assertPolicies() {
        Topic policies = Topic.read(bootstrapServers, Topics.TRUST_POLICIES);
        Stream<String> told = policies.entries("policy/").entrySet().stream()
                .map(each -> each.getKey() + "|" + each.getValue().replaceAll(".*\"version\":(\\d+).*", "$1"));
        assertThat(told)
                .as("policies that decide")
                .containsExactlyInAnyOrderElementsOf(database.rows(
                        "select 'policy/' || id, active_version from policies where active_version is not null"));
    }

    /** Each change of a policy counts its row on. */
    private void assertAuditOfOtherChanges() {
        assertThat(audited("policy.%")).isEqualTo(database.number("select sum(version) from policies"));
        assertThat(audited("policy.created")).isEqualTo(database.number("select count(*) from policies"));
        assertThat(audited("policy.rewritten"))
                .isEqualTo(database.number("select sum(latest_version - 1) from policies"));
        assertThat(audited("secret.created")).isEqualTo(database.number("select count(*) from secrets"));
        assertThat(audited("signing-key.rotated")).isEqualTo(database.number("select count(*) - 1 from signing_keys"));
    }

    private long audited(String action) {
        return database.number("select count(*) from audit.event where action like '" + action + "'");
    }

    private static String action(String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }
}
