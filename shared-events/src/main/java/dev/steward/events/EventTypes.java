package dev.steward.events;

import dev.steward.events.access.AccessCounted;
import dev.steward.events.access.AccessDenied;
import dev.steward.events.cost.PriceListActivated;
import dev.steward.events.gateway.CircuitClosed;
import dev.steward.events.gateway.CircuitOpened;
import dev.steward.events.healing.IncidentEscalated;
import dev.steward.events.healing.IncidentOpened;
import dev.steward.events.healing.IncidentResolved;
import dev.steward.events.healing.RemediationRequested;
import dev.steward.events.healing.RemediationWithheld;
import dev.steward.events.job.JobFailed;
import dev.steward.events.job.JobProgressed;
import dev.steward.events.job.JobQueued;
import dev.steward.events.job.JobStarted;
import dev.steward.events.job.JobSucceeded;
import dev.steward.events.job.JobTimedOut;
import dev.steward.events.job.JobUsageSampled;
import dev.steward.events.session.SessionCrashed;
import dev.steward.events.session.SessionDeleted;
import dev.steward.events.session.SessionExpiring;
import dev.steward.events.session.SessionExtended;
import dev.steward.events.session.SessionFailed;
import dev.steward.events.session.SessionRecovered;
import dev.steward.events.session.SessionRemediationFailed;
import dev.steward.events.session.SessionRemediationSucceeded;
import dev.steward.events.session.SessionRequested;
import dev.steward.events.session.SessionRestarting;
import dev.steward.events.session.SessionStarted;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionStopping;
import dev.steward.events.session.SessionUnhealthy;
import dev.steward.events.session.SessionUsageSampled;
import dev.steward.events.session.SessionWorkspaceChanged;
import dev.steward.events.signal.AlertFired;
import dev.steward.events.signal.AlertResolved;
import dev.steward.events.signal.UsageRecorded;
import dev.steward.events.trust.AccountLocked;
import dev.steward.events.trust.ApiKeyCreated;
import dev.steward.events.trust.ApiKeyRevoked;
import dev.steward.events.trust.AssuranceLevelChanged;
import dev.steward.events.trust.AuditSealed;
import dev.steward.events.trust.CredentialChanged;
import dev.steward.events.trust.DeviceComplianceChanged;
import dev.steward.events.trust.DeviceStateChanged;
import dev.steward.events.trust.LoginFailed;
import dev.steward.events.trust.LoginSessionRevoked;
import dev.steward.events.trust.LoginSessionStateChanged;
import dev.steward.events.trust.LoginSucceeded;
import dev.steward.events.trust.MembershipChanged;
import dev.steward.events.trust.PoliciesComplete;
import dev.steward.events.trust.PolicyActivated;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.ProjectArchived;
import dev.steward.events.trust.ProjectCreated;
import dev.steward.events.trust.ProjectStateChanged;
import dev.steward.events.trust.SecretRotated;
import dev.steward.events.trust.SigningKeysChanged;
import dev.steward.events.trust.SnapshotComplete;
import dev.steward.events.trust.TrustScoreChanged;
import dev.steward.events.trust.UserCreated;
import dev.steward.events.trust.UserDeleted;
import dev.steward.events.trust.UserDisabled;
import dev.steward.events.trust.UserStateChanged;
import dev.steward.events.trust.UserTrustStateChanged;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The registry of every event type: the only place where a type string meets a record. */
public final class EventTypes {

    private static final List<EventType> ALL = List.of(
            type("session.requested.v1", Topics.SESSION_EVENTS, SessionRequested.class),
            type("session.started.v1", Topics.SESSION_EVENTS, SessionStarted.class),
            type("session.unhealthy.v1", Topics.SESSION_EVENTS, SessionUnhealthy.class),
            type("session.recovered.v1", Topics.SESSION_EVENTS, SessionRecovered.class),
            type("session.crashed.v1", Topics.SESSION_EVENTS, SessionCrashed.class),
            type("session.restarting.v1", Topics.SESSION_EVENTS, SessionRestarting.class),
            type("session.stopping.v1", Topics.SESSION_EVENTS, SessionStopping.class),
            type("session.stopped.v1", Topics.SESSION_EVENTS, SessionStopped.class),
            type("session.failed.v1", Topics.SESSION_EVENTS, SessionFailed.class),
            type("session.expiring.v1", Topics.SESSION_EVENTS, SessionExpiring.class),
            type("session.extended.v1", Topics.SESSION_EVENTS, SessionExtended.class),
            type("session.workspace-changed.v1", Topics.SESSION_EVENTS, SessionWorkspaceChanged.class),
            type("session.usage-sampled.v1", Topics.SESSION_EVENTS, SessionUsageSampled.class),
            type("session.deleted.v1", Topics.SESSION_EVENTS, SessionDeleted.class),
            type("session.remediation-succeeded.v1", Topics.SESSION_EVENTS, SessionRemediationSucceeded.class),
            type("session.remediation-failed.v1", Topics.SESSION_EVENTS, SessionRemediationFailed.class),
            type("job.queued.v1", Topics.JOB_EVENTS, JobQueued.class),
            type("job.started.v1", Topics.JOB_EVENTS, JobStarted.class),
            type("job.progressed.v1", Topics.JOB_EVENTS, JobProgressed.class),
            type("job.succeeded.v1", Topics.JOB_EVENTS, JobSucceeded.class),
            type("job.failed.v1", Topics.JOB_EVENTS, JobFailed.class),
            type("job.timed-out.v1", Topics.JOB_EVENTS, JobTimedOut.class),
            type("job.usage-sampled.v1", Topics.JOB_EVENTS, JobUsageSampled.class),
            type("user.created.v1", Topics.TRUST_EVENTS, UserCreated.class),
            type("user.disabled.v1", Topics.TRUST_EVENTS, UserDisabled.class),
            type("user.deleted.v1", Topics.TRUST_EVENTS, UserDeleted.class),
            type("project.created.v1", Topics.TRUST_EVENTS, ProjectCreated.class),
            type("project.archived.v1", Topics.TRUST_EVENTS, ProjectArchived.class),
            type("membership.changed.v1", Topics.TRUST_EVENTS, MembershipChanged.class),
            type("login.succeeded.v1", Topics.TRUST_EVENTS, LoginSucceeded.class),
            type("login.failed.v1", Topics.TRUST_EVENTS, LoginFailed.class),
            type("login-session.revoked.v1", Topics.TRUST_EVENTS, LoginSessionRevoked.class),
            type("account.locked.v1", Topics.TRUST_EVENTS, AccountLocked.class),
            type("audit.sealed.v1", Topics.TRUST_EVENTS, AuditSealed.class),
            type("credential.changed.v1", Topics.TRUST_EVENTS, CredentialChanged.class),
            type("device-compliance.changed.v1", Topics.TRUST_EVENTS, DeviceComplianceChanged.class),
            type("assurance-level.changed.v1", Topics.TRUST_EVENTS, AssuranceLevelChanged.class),
            type("trust-score.changed.v1", Topics.TRUST_EVENTS, TrustScoreChanged.class),
            type("api-key.created.v1", Topics.TRUST_EVENTS, ApiKeyCreated.class),
            type("api-key.revoked.v1", Topics.TRUST_EVENTS, ApiKeyRevoked.class),
            type("policy.activated.v1", Topics.TRUST_EVENTS, PolicyActivated.class),
            type("secret.rotated.v1", Topics.TRUST_EVENTS, SecretRotated.class),
            type("project.state.v1", Topics.TRUST_STATE, ProjectStateChanged.class),
            type("signing-keys.state.v1", Topics.TRUST_STATE, SigningKeysChanged.class),
            type("login-session.state.v1", Topics.TRUST_STATE, LoginSessionStateChanged.class),
            type("user.state.v1", Topics.TRUST_STATE, UserStateChanged.class),
            type("device.state.v1", Topics.TRUST_STATE, DeviceStateChanged.class),
            type("user-trust.state.v1", Topics.TRUST_STATE, UserTrustStateChanged.class),
            type("snapshot-complete.state.v1", Topics.TRUST_STATE, SnapshotComplete.class),
            type("policy.state.v1", Topics.TRUST_POLICIES, PolicyStateChanged.class),
            type("policies-complete.state.v1", Topics.TRUST_POLICIES, PoliciesComplete.class),
            type("price-list.activated.v1", Topics.COST_EVENTS, PriceListActivated.class),
            type("incident.opened.v1", Topics.HEALING_EVENTS, IncidentOpened.class),
            type("incident.resolved.v1", Topics.HEALING_EVENTS, IncidentResolved.class),
            type("incident.escalated.v1", Topics.HEALING_EVENTS, IncidentEscalated.class),
            type("remediation.requested.v1", Topics.HEALING_EVENTS, RemediationRequested.class),
            type("remediation.withheld.v1", Topics.HEALING_EVENTS, RemediationWithheld.class),
            type("circuit.opened.v1", Topics.GATEWAY_EVENTS, CircuitOpened.class),
            type("circuit.closed.v1", Topics.GATEWAY_EVENTS, CircuitClosed.class),
            type("alert.fired.v1", Topics.PLATFORM_SIGNALS, AlertFired.class),
            type("alert.resolved.v1", Topics.PLATFORM_SIGNALS, AlertResolved.class),
            type("usage.recorded.v1", Topics.PLATFORM_SIGNALS, UsageRecorded.class),
            new EventType("access.denied.v1", Topics.OF_EVERY_SERVICE, AccessDenied.class),
            new EventType("access.counted.v1", Topics.OF_EVERY_SERVICE, AccessCounted.class));

    private static final Map<String, EventType> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));
    private static final Map<Class<?>, EventType> BY_RECORD =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::record, Function.identity()));

    /** Kinds of things that the suite tells of, or will, before the first dot of their types. */
    private static final Set<String> RESERVED = Stream.concat(
                    ALL.stream()
                            .filter(type -> !type.isOn(Topics.PLATFORM_SIGNALS))
                            .map(EventTypes::kind),
                    Stream.of("schedule", "workflow", "budget", "anomaly", "recommendation", "scaling", "chaos", "api"))
            .collect(Collectors.toUnmodifiableSet());

    private EventTypes() {}

    public static Collection<EventType> all() {
        return ALL;
    }

    /** Empty for a type the suite does not know. */
    public static Optional<EventType> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether a type is for services of the suite to tell of, known or not: nobody else may seem to be one of them. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(kind(name).toLowerCase(Locale.ROOT));
    }

    public static EventType of(Class<? extends DomainEvent> record) {
        EventType type = BY_RECORD.get(record);
        if (type == null) {
            throw new IllegalArgumentException("not a registered event: " + record.getName());
        }
        return type;
    }

    private static String kind(EventType type) {
        return kind(type.name());
    }

    private static String kind(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static EventType type(String name, String topic, Class<? extends DomainEvent> record) {
        return new EventType(name, Set.of(topic), record);
    }
}
