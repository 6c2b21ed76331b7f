package dev.steward.zerotrust.domain;

import dev.steward.events.trust.UserTrustStateChanged;
import dev.steward.kit.policy.score.KnownUser;

/** What is known of a user, as readers of trust state know it. */
public record UserTrustEntry(String userId, long sequence, KnownUser known) {

    public UserTrustStateChanged state() {
        var history = known.history();
        var hours = known.usualHours();
        return new UserTrustStateChanged(
                userId,
                history == null ? null : new UserTrustStateChanged.History(history.value(), history.asOf()),
                hours == null
                        ? null
                        : new UserTrustStateChanged.UsualHours(
                                hours.zone().getId(),
                                hours.from().toString(),
                                hours.to().toString()),
                known.networks().stream()
                        .map(network -> new UserTrustStateChanged.Network(network.block(), network.since()))
                        .toList(),
                known.places().stream()
                        .map(known -> new UserTrustStateChanged.Place(
                                known.place().name(),
                                known.place().latitude(),
                                known.place().longitude(),
                                known.firstSeenAt(),
                                known.lastSeenAt()))
                        .toList());
    }
}
