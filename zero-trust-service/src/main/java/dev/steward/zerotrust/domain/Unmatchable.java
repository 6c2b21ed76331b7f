package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.ResourcePattern;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Policies that are about nothing there can be. */
final class Unmatchable {

    private static final String ANY = "*";
    private static final Pattern COLLECTION = Pattern.compile("[a-z][a-z-]*");

    private Unmatchable() {}

    static Optional<String> reason(Policy policy, Set<String> roles) {
        if (!policy.requiredRoles().isEmpty() && Collections.disjoint(policy.requiredRoles(), roles)) {
            return Optional.of("It never applies: nobody can have any of the roles it requires; there are "
                    + String.join(", ", new TreeSet<>(roles)) + ".");
        }
        return isAboutThePlatform(policy.resource()) && !canBe(policy.resource())
                ? Optional.of("It never applies: resources of the platform are " + PlatformResource.SHAPE + ".")
                : Optional.empty();
    }

    private static boolean isAboutThePlatform(ResourcePattern pattern) {
        return !pattern.segments().isEmpty() && pattern.segments().getFirst().equals(PlatformResource.FIRST_SEGMENT);
    }

    private static boolean canBe(ResourcePattern pattern) {
        List<String> segments = pattern.segments();
        if (segments.size() > PlatformResource.SEGMENTS
                || (segments.size() < PlatformResource.SEGMENTS && !pattern.anyRest())) {
            return false;
        }
        boolean project = segments.size() < 2
                || List.of(ANY, PlatformResource.NONE).contains(segments.get(1))
                || ProjectId.parse(segments.get(1)).isPresent();
        boolean collection = segments.size() < 3
                || segments.get(2).equals(ANY)
                || COLLECTION.matcher(segments.get(2)).matches();
        return project && collection;
    }
}
