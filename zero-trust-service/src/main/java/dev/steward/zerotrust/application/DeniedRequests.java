package dev.steward.zerotrust.application;

import dev.steward.kit.policy.score.TrustScoreSettings;
import dev.steward.zerotrust.port.TrustHistoryRepository;
import dev.steward.zerotrust.port.UserRepository;
import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** What a denied request costs whoever it was denied to, be it a person or a service account. */
public class DeniedRequests {

    private final UserRepository users;
    private final TrustHistoryRepository histories;
    private final TrustScoreSettings.User settings;
    private final Clock clock;

    public DeniedRequests(
            UserRepository users, TrustHistoryRepository histories, TrustScoreSettings.User settings, Clock clock) {
        this.users = users;
        this.histories = histories;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes from the user's history; joins the caller's transaction. Nobody is there to lose anything when the user was
     * deleted.
     *
     * @param at when the request was denied, which may be a while ago
     */
    public Mono<Void> cost(String userId, Instant at) {
        return users.find(userId).flatMap(user -> {
            Instant now = clock.instant();
            // A history as of later than now would not heal until then.
            Instant since = at.isBefore(now) ? at : now;
            return histories.take(user.username().value(), settings.deniedRequest(), settings, since);
        });
    }
}
