package dev.steward.kit.policy.score;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the circumstances of a request are trusted. */
public record ContextScore(TrustScoreSettings.Context settings) {

    /**
     * Adds up what is known of the circumstances.
     *
     * @param place where the request comes from; absent when no file tells
     * @param visits where the user was lately
     */
    public ScorePart of(
            boolean knownNetwork, UsualHours hours, @Nullable Place place, List<Place.Visit> visits, Instant now) {
        return ScorePart.limited(List.of(
                new ScoreTerm("location", settings.locationWeight() * location(place, visits, now)),
                new ScoreTerm("time", settings.timeWeight() * time(hours, now)),
                new ScoreTerm(
                        "network",
                        settings.networkWeight()
                                * (knownNetwork ? settings.knownNetwork() : settings.unknownNetwork()))));
    }

    private double time(UsualHours hours, Instant now) {
        if (hours.contain(now)) {
            return settings.usualHours();
        }
        return hours.distance(now).compareTo(settings.nearHoursWithin()) <= 0
                ? settings.nearHours()
                : settings.unusualHours();
    }

    private double location(@Nullable Place place, List<Place.Visit> visits, Instant now) {
        if (place == null) {
            return settings.noLocation();
        }
        if (visits.stream().anyMatch(visit -> isImpossible(visit, place, now))) {
            return settings.impossibleTravel();
        }
        return visits.stream().anyMatch(visit -> isNear(visit, place))
                ? settings.recentLocation()
                : settings.newLocation();
    }

    /** Also when it was before: whoever was far away a minute ago is not back. */
    private boolean isImpossible(Place.Visit visit, Place place, Instant now) {
        return !isNear(visit, place) && visit.tooFarFrom(place, now, settings.fastestKilometresPerHour());
    }

    private boolean isNear(Place.Visit visit, Place place) {
        return visit.place().kilometresTo(place) <= settings.nearKilometres();
    }
}
