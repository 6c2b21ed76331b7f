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
        return ofLogin(knownNetwork, hours, place == null ? null : new Place.Visit(place, now), visits, now);
    }

    /**
     * As {@link #of}, for somebody who went on from where the login was: whether anybody could have come there is judged by
     * the time of the login, so that waiting does not make it possible.
     *
     * @param login where and when; absent when no file tells
     */
    public ScorePart ofLogin(
            boolean knownNetwork,
            UsualHours hours,
            Place.@Nullable Visit login,
            List<Place.Visit> visits,
            Instant now) {
        return ScorePart.limited(List.of(
                new ScoreTerm("location", settings.locationWeight() * location(login, visits)),
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
