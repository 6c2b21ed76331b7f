package dev.steward.events.trust;

import dev.steward.events.DomainEvent;

/** What zero-trust-service says about people, devices, projects, logins, policies and secrets, as events and as compacted state. */
public sealed interface TrustEvent extends DomainEvent
        permits UserCreated,
                UserDisabled,
                UserDeleted,
                ProjectCreated,
                ProjectArchived,
                MembershipChanged,
                LoginSucceeded,
                LoginFailed,
                LoginSessionRevoked,
                AccountLocked,
                AuditSealed,
                CredentialChanged,
                ApiKeyCreated,
                ApiKeyRevoked,
                DeviceComplianceChanged,
                AssuranceLevelChanged,
                TrustScoreChanged,
                ProjectStateChanged,
                SigningKeysChanged,
                LoginSessionStateChanged,
                UserStateChanged,
                DeviceStateChanged,
                UserTrustStateChanged,
                SnapshotComplete,
                PolicyActivated,
                PolicyStateChanged,
                PoliciesComplete,
                SecretRotated {}
