package dev.steward.events.trust;

import dev.steward.events.DomainEvent;

/** What zero-trust-service says about people, devices, projects, logins and policies, as events and as compacted state. */
public sealed interface TrustEvent extends DomainEvent
        permits UserCreated,
                UserDisabled,
                UserDeleted,
                ProjectCreated,
                ProjectArchived,
                MembershipChanged,
                LoginSucceeded,
                LoginFailed,
                AccountLocked,
                CredentialChanged,
                DeviceComplianceChanged,
                AssuranceLevelChanged,
                TrustScoreChanged,
                ProjectStateChanged,
                SigningKeysChanged,
                LoginSessionStateChanged,
                UserStateChanged,
                SnapshotComplete,
                PolicyActivated,
                PolicyStateChanged {}
