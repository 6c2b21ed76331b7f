package dev.steward.kit.policy.score;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a user is trusted. */
public record UserScore(TrustScoreSettings.User settings) {

    /**
     * Adds up what is known of the user.
     *
     * @param authenticatedAt when the user last proved who it is; absent without a login session
     */
    public ScorePart of(boolean mfa, @Nullable Instant authenticatedAt, History history, Instant now) {
        return ScorePart.limited(List.of(
                new ScoreTerm("base", settings.base()),
                new ScoreTerm("mfa", mfa ? settings.mfa() : 0),
                new ScoreTerm("recent_authentication", authenticatedAt == null ? 0 : recent(authenticatedAt, now)),
                new ScoreTerm("history", settings.historyWeight() * history.at(now, settings))));
    }

    private double recent(Instant authenticatedAt, Instant now) {
        var age = Duration.between(authenticatedAt, now);
        if (age.compareTo(Duration.ofMinutes(5)) < 0) {
            return settings.within5Minutes();
        }
        if (age.compareTo(Duration.ofMinutes(15)) < 0) {
            return settings.within15Minutes();
        }
        return age.compareTo(Duration.ofMinutes(60)) < 0 ? settings.within60Minutes() : 0;
    }
}
