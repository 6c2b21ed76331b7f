package dev.steward.kit.policy.score;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns facts into a score, by the same rules wherever they were found out. */
public final class TrustScorer {

    private final TrustScoreSettings settings;
    private final UsualHours hoursOfEverybody;
    private final PlaceTable places;
    private final DeviceScore devices;
    private final UserScore users;
    private final ContextScore contexts;

    /** Takes the hours of users who did not say theirs. */
    public TrustScorer(TrustScoreSettings settings, UsualHours hoursOfEverybody, PlaceTable places) {
        this.settings = settings;
        this.hoursOfEverybody = hoursOfEverybody;
        this.places = places;
        devices = new DeviceScore(settings.device());
        users = new UserScore(settings.user());
        contexts = new ContextScore(settings.context());
    }

    public TrustScoreSettings settings() {
        return settings;
    }

    public UsualHours hoursOfEverybody() {
        return hoursOfEverybody;
    }

    public PlaceTable places() {
        return places;
    }

    /** Adds everything up as of a moment. */
    public TrustParts of(TrustFacts facts, Instant now) {
        LoginProof login = facts.login();
        History history = orElse(facts.user().history(), History.clean(now));
        UsualHours hours = orElse(facts.user().usualHours(), hoursOfEverybody);
        Place place =
                facts.address() == null ? null : places.of(facts.address()).orElse(null);
        return new TrustParts(
                devices.of(facts.posture(), now),
                users.of(facts.mfa(), login == null ? null : login.latest(), history, now),
                contexts.of(
                        facts.networkSince() != null,
                        hours,
                        place == null ? null : new Place.Visit(place, facts.at() == null ? now : facts.at()),
                        place == null ? List.of() : facts.visits(place),
                        now),
                history,
                hours,
                place);
    }

    private static <T> T orElse(@Nullable T known, T otherwise) {
        return known == null ? otherwise : known;
    }
}
