package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.score.UsualHours;

/**
 * The usual hours of a user.
 *
 * @param version counts what was said of them; 0 while they are those of everybody
 */
public record UserHours(UsualHours hours, long version) {

    /** Itself when nothing changes. */
    public UserHours changed(UsualHours next) {
        return version > 0 && next.equals(hours) ? this : new UserHours(next, version + 1);
    }
}
