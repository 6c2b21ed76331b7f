package dev.steward.zerotrust.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.events.access.AccessDenied;
import dev.steward.events.trust.AuditSealed;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.events.trust.MembershipChanged;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.inbox.Received;
import dev.steward.kit.outbox.OutboxEvent;
import dev.steward.kit.web.WireJson;
import dev.steward.zerotrust.domain.AuditEntry;
import dev.steward.zerotrust.domain.AuditEntry.Actor;
import dev.steward.zerotrust.domain.AuditOutcome;
import dev.steward.zerotrust.port.AuditTrail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class AuditedOutboxTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final List<OutboxEvent> appended = new ArrayList<>();
    private final List<AuditEntry> recorded = new ArrayList<>();
    private final List<String> costs = new ArrayList<>();
    private final AuditedOutbox outbox = outbox(entry -> Mono.fromRunnable(() -> recorded.add(entry)));

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
    void ownRefusalLeavesARowAndCostsTheUserUnlessItIsAChallengeOrTellsOfWhatTheyMayNotSee() {
        outbox.append(
                        denied("d1", "deny", "role-missing", null),
                        denied("d2", "challenge", "mfa-missing", "mfa"),
                        denied("d3", "deny", "not-a-member", null))
                .block();

        assertThat(recorded)
                .extracting(AuditEntry::action, AuditEntry::outcome, AuditEntry::subjectId, AuditEntry::projectId)
                .containsExactly(
                        tuple("access.denied", AuditOutcome.DENY, "d1", "shop"),
                        tuple("access.denied", AuditOutcome.CHALLENGE, "d2", "shop"),
                        tuple("access.denied", AuditOutcome.DENY, "d3", "shop"));
        assertThat(recorded).extracting(AuditEntry::actor).containsOnly(new Actor("u1", "ada", "192.0.2.7"));
        assertThat(recorded.get(1).detail()).containsEntry("required_action", "mfa");
        assertThat(costs).containsExactly("u1 " + NOON);
    }

    @Test
    void refusalOfAnotherServiceSaysWhoseItWas() {
        var envelope = new CloudEvent(
                "e1",
                "/session-service",
                "access.denied.v1",
                "d1",
                NOON.plusSeconds(1),
                null,
                1L,
                null,
                null,
                null,
                null,
                new byte[0]);
        audit(entry -> Mono.fromRunnable(() -> recorded.add(entry)))
                .record(new Received<>(envelope, (AccessDenied)
                        denied("d1", "deny", "role-missing", null).event()))
                .block();

        assertThat(recorded.getFirst().detail()).containsEntry("source", "/session-service");
        assertThat(recorded.getFirst().actor()).isEqualTo(new Actor("u1", "ada", "192.0.2.7"));
        assertThat(costs).containsExactly("u1 " + NOON.plusSeconds(1));
    }

    @Test
    void whatCannotBeAuditedFails() {
        AuditedOutbox unable = outbox(_ -> Mono.error(new IllegalStateException("full")));

        assertThatThrownBy(() -> unable.append(
                                new OutboxEvent("login-session", "s1", 1, null, new LoginSucceeded("u1", "s1")))
                        .block())
                .hasMessage("full");
    }

    private AuditedOutbox outbox(AuditTrail trail) {
        return new AuditedOutbox(events -> Mono.fromRunnable(() -> appended.addAll(events)), audit(trail));
    }

    private EventAudit audit(AuditTrail trail) {
        return new EventAudit(
                trail, (user, at) -> Mono.fromRunnable(() -> costs.add(user + " " + at)), WireJson.lenient());
    }

    private static OutboxEvent denied(String decisionId, String outcome, String reason, String requiredAction) {
        var event = new AccessDenied(
                decisionId,
                "u1",
                "ada",
                "s1",
                "DELETE",
                "/api/v1/projects/{project_id}",
                "platform/shop/projects/shop",
                "write",
                outcome,
                reason,
                null,
                null,
                requiredAction,
                "192.0.2.7",
                NOON);
        return new OutboxEvent("decision", decisionId, 1, "shop", event);
    }
}
