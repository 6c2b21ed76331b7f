package dev.steward.zerotrust.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.events.trust.AuditSealed;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.events.trust.MembershipChanged;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.web.WireJson;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditEntry.Actor;
import dev.steward.zerotrust.domain.AuditOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AuditedOutboxTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<OutboxEvent> appended = new ArrayList<>();
    private final List<AuditEntry> recorded = new ArrayList<>();
    private final AuditedOutbox outbox = new AuditedOutbox(
            events -> Mono.fromRunnable(() -> appended.addAll(events)),
            entry -> Mono.fromRunnable(() -> recorded.add(entry)),
            WireJson.lenient());

    @Test
    void everyEventLeavesARowThatSaysWhatItSays() {
        outbox.append(new OutboxEvent("project", "shop", 2, "shop", new MembershipChanged("shop", "u1", "viewer")))
                .block();

        assertThat(appended).hasSize(1);
        assertThat(recorded).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("membership.changed");
            assertThat(entry.outcome()).isEqualTo(AuditOutcome.SUCCESS);
            assertThat(entry.actor()).isNull();
            assertThat(entry.subjectType()).isEqualTo("project");
            assertThat(entry.subjectId()).isEqualTo("shop");
            assertThat(entry.projectId()).isEqualTo("shop");
            assertThat(entry.detail()).containsEntry("user_id", "u1").containsEntry("role", "viewer");
        });
    }

    @Test
    void loginsNameWhoLoggedInOrTriedTo() {
        outbox.append(
                        new OutboxEvent("login-session", "s1", 1, null, new LoginSucceeded("u1", "s1")),
                        new OutboxEvent("login-attempt", "a1", 1, null, new LoginFailed("ada", "wrong-password")))
                .block();

        assertThat(recorded)
                .extracting(AuditEntry::actor)
                .containsExactly(new Actor("u1", null), new Actor(null, "ada"));
        assertThat(recorded)
                .extracting(AuditEntry::outcome)
                .containsExactly(AuditOutcome.SUCCESS, AuditOutcome.FAILURE);
    }

    @Test
    void stateAndTheEndOfTheChainLeaveNone() {
        outbox.append(
                        new OutboxEvent(
                                "trust-entry", "user/u1", 1, null, new UserStateChanged("u1", true, NOON, null)),
                        new OutboxEvent("audit", "audit", 1, null, new AuditSealed(1, 1, "0".repeat(64), NOON)))
                .block();

        assertThat(appended).hasSize(2);
        assertThat(recorded).isEmpty();
    }

    @Test
    void whatCannotBeAuditedFails() {
        var unable = new AuditedOutbox(
                _ -> Mono.empty(), _ -> Mono.error(new IllegalStateException("full")), WireJson.lenient());

        assertThatThrownBy(() -> unable.append(
                                new OutboxEvent("login-session", "s1", 1, null, new LoginSucceeded("u1", "s1")))
                        .block())
                .hasMessage("full");
    }
}
