package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.PlatformResource;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.ResourcePattern;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Policies that are about nothing there can be. What is outside the platform is for others to name. */
final class Unmatchable {

    private static final String ANY = "*";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Their ids are names that somebody chose. */
    private static final Set<String> NAMED = Set.of("datasets", "roles");

    /** Routes about them name no single one. */
    private static final Set<String> WITHOUT_IDS =
            Set.of("audit", "costs", "dead-letters", "decisions", "events", "gateway", "projects", "signing-keys");

    private Unmatchable() {}

    static Optional<String> reason(Policy policy, Set<String> roles) {
        if (!policy.requiredRoles().isEmpty() && Collections.disjoint(policy.requiredRoles(), roles)) {
            return Optional.of(
                    "It never applies: nobody can have any of the roles it requires; there are " + listed(roles) + ".");
        }
        return isAboutThePlatform(policy.resource())
                ? ofThePlatform(policy).map(reason -> "It never applies: " + reason)
                : Optional.empty();
    }

    /** Of a policy that can apply all the same. */
    static Optional<String> unknownActions(Policy policy) {
        if (!isAboutThePlatform(policy.resource()) || policy.actions().contains(ANY)) {
            return Optional.empty();
        }
        Set<String> unknown = new TreeSet<>(policy.actions());
        unknown.removeAll(actionsOf(collection(policy.resource())));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("It does not apply to some of its actions, " + listed(unknown) + ": "
                        + permitted(collection(policy.resource())));
    }

    private static boolean isAboutThePlatform(ResourcePattern pattern) {
        return !pattern.segments().isEmpty() && pattern.segments().getFirst().equals(PlatformResource.FIRST_SEGMENT);
    }

    private static Optional<String> ofThePlatform(Policy policy) {
        String collection = collection(policy.resource());
        if (!hasShape(policy.resource())) {
            return Optional.of("resources of the platform are " + PlatformResource.SHAPE + ".");
        }
        if (!collection.equals(ANY) && !Permissions.actionsByCollection().containsKey(collection)) {
            return Optional.of("the platform has no collection \"" + collection + "\"; there are "
                    + listed(Permissions.actionsByCollection().keySet()) + ".");
        }
        Optional<String> badId = badId(collection, segment(policy.resource(), 3));
        if (badId.isPresent()) {
            return badId;
        }
        return policy.actions().contains(ANY) || !Collections.disjoint(policy.actions(), actionsOf(collection))
                ? Optional.empty()
                : Optional.of(permitted(collection));
    }

    private static Optional<String> badId(String collection, String id) {
        if (List.of(ANY, PlatformResource.NONE).contains(id) || collection.equals(ANY) || NAMED.contains(collection)) {
            return Optional.empty();
        }
        if (WITHOUT_IDS.contains(collection)) {
            return Optional.of("requests are about all " + collection + ", \"" + PlatformResource.NONE + "\", not \""
                    + id + "\" alone.");
        }
        return ID.matcher(id).matches()
                ? Optional.empty()
                : Optional.of("ids of " + collection + " are UUIDs in lower case, not \"" + id + "\".");
    }

    private static boolean hasShape(ResourcePattern pattern) {
        int segments = pattern.segments().size();
        String project = segment(pattern, 1);
        return (segments == PlatformResource.SEGMENTS || (segments < PlatformResource.SEGMENTS && pattern.anyRest()))
                && (List.of(ANY, PlatformResource.NONE).contains(project)
                        || ProjectId.parse(project).isPresent());
    }

    private static String collection(ResourcePattern pattern) {
        return segment(pattern, 2);
    }

    /** Where the pattern ends before it, anything may follow. */
    private static String segment(ResourcePattern pattern, int index) {
        return index < pattern.segments().size() ? pattern.segments().get(index) : ANY;
    }

    private static Set<String> actionsOf(String collection) {
        if (!collection.equals(ANY)) {
            return Permissions.actionsByCollection().getOrDefault(collection, Set.of());
        }
        Set<String> all = new TreeSet<>();
        Permissions.actionsByCollection().values().forEach(all::addAll);
        return all;
    }

    private static String permitted(String collection) {
        String whose = collection.equals(ANY) ? "the platform" : collection;
        return "actions of " + whose + " are " + listed(actionsOf(collection)) + ".";
    }

    private static String listed(Collection<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }
}
