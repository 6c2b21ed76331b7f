package dev.steward.kit.policy.score;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the circumstances of a request are trusted. */
public record ContextScore(TrustScoreSettings.Context settings) {

    /**
     * Adds up what is known of the circumstances. Whether anybody could have come to a place is judged by when they were
     * there: of a login, waiting does not make it possible.
     *
     * @param here where the user is and since when; absent when no file tells
     * @param visits where the user was lately
     */
    public ScorePart of(
            boolean knownNetwork, UsualHours hours, Place.@Nullable Visit here, List<Place.Visit> visits, Instant now) {
        return ScorePart.limited(List.of(
                new ScoreTerm("location", settings.locationWeight() * location(here, visits)),
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

    private double location(Place.@Nullable Visit here, List<Place.Visit> visits) {
        if (here == null) {
            return settings.noLocation();
        }
        if (visits.stream().anyMatch(visit -> isImpossible(visit, here))) {
            return settings.impossibleTravel();
        }
        return visits.stream().anyMatch(visit -> isNear(visit, here.place()))
                ? settings.recentLocation()
                : settings.newLocation();
    }

    /** Also when it was before: whoever was far away a minute ago is not back. */
    private boolean isImpossible(Place.Visit visit, Place.Visit here) {
        return !isNear(visit, here.place())
                && visit.tooFarFrom(here.place(), here.at(), settings.fastestKilometresPerHour());
    }

    private boolean isNear(Place.Visit visit, Place place) {
        return visit.place().kilometresTo(place) <= settings.nearKilometres();
    }
}
