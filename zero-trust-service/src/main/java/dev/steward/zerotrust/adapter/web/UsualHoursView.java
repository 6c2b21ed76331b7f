package dev.steward.zerotrust.adapter.web;

import dev.steward.kit.policy.score.UsualHours;
import dev.steward.kit.web.IfMatch;
import dev.steward.zerotrust.domain.UserHours;
import org.springframework.http.ResponseEntity;

/**
 * When a user usually works.
 *
 * @param zone such as {@code Europe/Berlin}
 * @param from such as {@code 08:00}
 */
record UsualHoursView(String zone, String from, String to) {

    static UsualHoursView from(UsualHours hours) {
        return new UsualHoursView(
                hours.zone().getId(), hours.from().toString(), hours.to().toString());
    }

    static ResponseEntity<UsualHoursView> tagged(UserHours known) {
        return ResponseEntity.ok().eTag(IfMatch.tag(known.version())).body(from(known.hours()));
    }
}
