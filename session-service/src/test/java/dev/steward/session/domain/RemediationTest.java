package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediationTest {

    @Test
    void restartsACrashedSession() {
        SessionChange change = decide(Given.crashed(), "restart");

        assertThat(change.after().status()).isEqualTo(SessionStatus.STARTING);
        assertThat(change.after().cause().remediationId()).isEqualTo("remediation-1");
    }

    @Test
    void askedTwiceIsAskedOnce() {
        Session restarting = decide(Given.crashed(), "restart").after();

        assertThat(Remediation.decide(restarting, request(restarting, "restart"), Given.NOW))
                .isEmpty();
    }

    @Test
    void aStartThatIsUnderWayAnswersToo() {
        SessionChange change = decide(Given.starting(), "restart");

        assertThat(change.emissions()).isEmpty();
        assertThat(change.after().ready(Given.ADDRESS, Given.NOW).emissions())
                .extracting(Emission::event)
                .hasAtLeastOneElementOfType(SessionRemediationSucceeded.class);
    }

    @Test
    void aSessionThatRunsAlreadyAnswersAtOnceAndRunsOn() {
        SessionChange change = decide(Given.running(), "restart");

        assertThat(change.after().status()).isEqualTo(SessionStatus.RUNNING);
        assertThat(change.emissions())
                .extracting(Emission::event)
                .hasOnlyElementsOfType(SessionRemediationSucceeded.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "UNHEALTHY", "STOPPING", "STOPPED", "FAILED"})
    void whatCannotBeRestartedSaysWhy(SessionStatus status) {
        assertThat(decide(Given.in(status), "restart").emissions())
                .extracting(Emission::event)
                .singleElement()
                .isInstanceOfSatisfying(SessionRemediationFailed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(status.text()));
    }

    @Test
    void refusesAnActionItDoesNotKnow() {
        assertThat(decide(Given.crashed(), "reboot").emissions())
                .extracting(Emission::event)
                .singleElement()
                .isInstanceOfSatisfying(SessionRemediationFailed.class, failed -> {
                    assertThat(failed.action()).isEqualTo("reboot");
                    assertThat(failed.reason()).isEqualTo("unknown-action");
                });
    }

    @Test
    void aDeletedSessionAnswersNothing() {
        Session deleted = Given.in(SessionStatus.DELETED);

        assertThat(Remediation.decide(deleted, request(deleted, "restart"), Given.NOW))
                .isEmpty();
    }

    private static SessionChange decide(Session session, String action) {
        return Remediation.decide(session, request(session, action), Given.NOW).orElseThrow();
    }

    private static RemediationRequested request(Session session, String action) {
        return new RemediationRequested("remediation-1", "incident-1", "shop", "session", session.id(), action, 1);
    }
}
