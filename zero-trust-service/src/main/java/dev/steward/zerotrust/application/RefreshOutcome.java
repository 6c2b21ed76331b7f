package dev.steward.zerotrust.application;

/** What became of a refresh token that was presented. */
public sealed interface RefreshOutcome {

    record Refreshed(LoginOutcome.LoggedIn tokens) implements RefreshOutcome {}

    /** Whoever presented it gets one answer for all reasons. */
    record Refused(Reason reason) implements RefreshOutcome {}

    /** Why a refresh token is refused. */
    enum Reason {
        UNKNOWN,
        /** It was used before, by its owner or by a thief: nobody can tell, so its login session was ended. */
        REUSED,
        LOGIN_ENDED
    }
}
