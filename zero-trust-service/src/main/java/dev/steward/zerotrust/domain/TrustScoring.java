package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.TrustLevel;
import dev.steward.kit.policy.score.ContextScore;
import dev.steward.kit.policy.score.DeviceScore;
import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.kit.policy.score.UserScore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what is known of a user into a score, and tells when to look again. */
public record TrustScoring(TrustScoreSettings settings) {

    private static final Duration STEP = Duration.ofMinutes(1);

    /** At least this often, for what changes without anybody saying so. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final double WHOLE = 100;

    /** For a user who is not logged in nothing is known of device, network and place. */
    public TrustAssessment of(TrustIngredients known, Instant at) {
        Presence presence = known.presence();
        var device = new DeviceScore(settings.device());
        var user = new UserScore(settings.user());
        var context = new ContextScore(settings.context());
        if (presence == null) {
            return new TrustAssessment(
                    known,
                    device.of(null, at),
                    user.of(false, null, known.history(), at),
                    context.of(false, known.usualHours(), null, List.of(), at),
                    at);
        }
        return new TrustAssessment(
                known,
                device.of(presence.posture(), at),
                user.of(presence.mfaAt() != null, presence.provedAt(), known.history(), at),
                context.ofLogin(presence.knownNetwork(), known.usualHours(), presence.login(), presence.visits(), at),
                at);
    }

    /**
     * When the level will be another if nothing happens until then, to the minute; before an hour is over and while the
     * login session goes on. Null when time changes nothing that anybody waits for: nobody is logged in, and nothing heals.
     */
    public @Nullable Instant nextLook(TrustAssessment last) {
        TrustIngredients known = last.known();
        Presence presence = known.presence();
        if (presence == null && known.history().at(last.at(), settings.user()) >= WHOLE) {
            return null;
        }
        TrustLevel level = last.score().level();
        Instant end = end(presence, last.at().plus(LONGEST));
        for (Instant at = last.at().plus(STEP); at.isBefore(end); at = at.plus(STEP)) {
            if (of(known, at).score().level() != level) {
                return at;
            }
        }
        return end;
    }

    private static Instant end(@Nullable Presence presence, Instant latest) {
        if (presence == null) {
            return latest;
        }
        Instant expiry = presence.open().loginSession().expiresAt();
        return expiry.isBefore(latest) ? expiry : latest;
    }
}
