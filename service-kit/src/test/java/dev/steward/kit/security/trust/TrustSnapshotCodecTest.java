package dev.steward.kit.security.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.steward.events.Topics;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.kit.web.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustSnapshotCodecTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final TrustSnapshotCodec codec = new TrustSnapshotCodec(WireJson.lenient());

    @Test
    void readsWhatItWrote() {
        var snapshot = new TrustSnapshot(
                NOON,
                Map.of(Topics.TRUST_STATE, Map.of(0, 17L), Topics.TRUST_POLICIES, Map.of(1, 3L)),
                List.of(
                        new TrustEntry("keys", 1, new SigningKeysChanged(List.of(Map.of("kid", "one")))),
                        new TrustEntry(
                                "project/atlas",
                                4,
                                new ProjectStateChanged("atlas", "Atlas", "active", Map.of("ada", "viewer")))));

        assertThat(codec.read(NOON, codec.write(snapshot))).isEqualTo(snapshot);
    }

    @Test
    void theSnapshotOfAReleaseWithoutPoliciesDoesNotSayThatThereAreNone() {
        byte[] older = """
                {"offsets": {"0": 3}, "entries": [
                  {"key": "snapshot-complete", "sequence": 2, "type": "snapshot-complete.state.v1",
                   "data": {"entries": 0, "completed_at": "2026-01-01T12:00:00Z"}}
                ]}""".getBytes(UTF_8);

        TrustSnapshot read = codec.read(NOON, older);

        assertThat(read.knowsPolicies()).isFalse();
        assertThat(read.offsets()).isEqualTo(Map.of(Topics.TRUST_STATE, Map.of(0, 3L)));
    }

    @Test
    void leavesOutWhatThisReleaseDoesNotKnow() {
        byte[] newer = """
                {"offsets": {"0": 3}, "entries": [
                  {"key": "posture/1", "sequence": 1, "type": "posture.state.v9", "data": {"os": "plan9"}},
                  {"key": "project/atlas", "sequence": 2, "type": "project.state.v1",
                   "data": {"project_id": "atlas", "name": "Atlas", "state": "active", "members": {}, "more": 1}}
                ]}""".getBytes(UTF_8);

        assertThat(codec.read(NOON, newer).entries())
                .extracting(TrustEntry::key)
                .containsExactly("project/atlas");
    }

    @ParameterizedTest
    @CsvSource({"policy.state.v9, allow", "policy.state.v1, ponder"})
    void aPolicyThatThisReleaseCannotReadIsNotLeftOut(String type, String effect) {
        byte[] newer = """
                {"offsets": {"0": 3}, "entries": [
                  {"key": "policy/night", "sequence": 2, "type": "%s",
                   "data": {"policy_id": "night", "name": "Night", "version": 1, "resource_pattern": "platform/**",
                     "actions": ["*"], "required_roles": [], "conditions": {"mfa_required": false, "networks": [], "locations": []},
                     "effect": "%s", "activated_at": "2026-01-01T12:00:00Z"}}
                ]}""".formatted(type, effect).getBytes(UTF_8);

        assertThatIllegalStateException()
                .isThrownBy(() -> codec.read(NOON, newer))
                .withMessageContaining("policy/night");
    }
}
