package dev.steward.perf.policy;

import dev.steward.events.trust.PolicyConditions;
import dev.steward.events.trust.PolicyStateChanged;
import dev.steward.events.trust.PolicyTimeWindow;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.PolicyReader;
import dev.steward.kit.policy.PolicyReading;
import dev.steward.kit.policy.PolicySet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Policies as a platform of some teams might have them, the same from one seed. */
final class GeneratedPolicies {

    static final List<String> ROLES = List.of("viewer", "developer", "operator", "admin");
    static final List<String> ACTIONS = List.of("read", "write", "create", "delete");
    static final List<String> LOCATIONS = List.of("berlin", "paris", "tokyo", "austin");
    static final List<String> COLLECTIONS =
            List.of("sessions", "jobs", "datasets", "secrets", "members", "workflows", "schedules", "files");

    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Asia/Tokyo", "America/Chicago");
    private static final List<String> LEVELS = List.of("low", "medium", "high", "full");
    private static final List<String> WORKDAYS = List.of("monday", "tuesday", "wednesday", "thursday", "friday");
    private static final int PER_PROJECT = 25;

    private final SplittableRandom random;
    private final boolean challenging;
    private final List<PolicyStateChanged> written = new ArrayList<>();

    private GeneratedPolicies(long seed, boolean challenging) {
        random = new SplittableRandom(seed);
        this.challenging = challenging;
    }

    /** Of every kind, about projects of which each has as many, however many there are. */
    static List<PolicyStateChanged> mixed(int count, long seed) {
        return new GeneratedPolicies(seed, true).add(count, projects(count));
    }

    /** Without what challenges, which Cedar does not know, and by the clocks of UTC, which it can be told. */
    static List<PolicyStateChanged> plain(int count, long seed) {
        return new GeneratedPolicies(seed, false).add(count, projects(count));
    }

    /** So many about one collection of one project, and all others about other projects. */
    static List<PolicyStateChanged> aside(int count, int matching, long seed) {
        var generated = new GeneratedPolicies(seed, true);
        for (int i = 0; i < matching; i++) {
            generated.add("platform/" + project(0) + "/" + COLLECTIONS.getFirst() + "/*");
        }
        return generated.add(count - matching, projects(count));
    }

    static int projects(int policies) {
        return Math.max(1, policies / PER_PROJECT);
    }

    static String project(int number) {
        return "project-" + number;
    }

    static PolicySet read(Collection<PolicyStateChanged> written) {
        return PolicySet.of(written.stream().map(GeneratedPolicies::read).toList());
    }

    private static Policy read(PolicyStateChanged written) {
        return switch (PolicyReader.read(written)) {
            case PolicyReading.Accepted(Policy policy) -> policy;
            case PolicyReading.Refused(var problems) ->
                throw new IllegalStateException("generated what is no policy: " + problems);
        };
    }

    private List<PolicyStateChanged> add(int count, int projects) {
        for (int i = 0; i < count; i++) {
            add(pattern(project(1 + random.nextInt(projects))));
        }
        return List.copyOf(written);
    }

    private String pattern(String project) {
        String collection = one(COLLECTIONS);
        return switch (random.nextInt(10)) {
            case 0 -> "platform/" + project + "/**";
            case 1, 2 -> "platform/" + project + "/" + collection + "/" + random.nextInt(8);
            default -> "platform/" + project + "/" + collection + "/*";
        };
    }

    private void add(String pattern) {
        boolean deny = chance(25);
        int number = written.size();
        written.add(new PolicyStateChanged(
                "%08x-0000-7000-8000-000000000000".formatted(number),
                "Policy " + number,
                1,
                pattern,
                chance(25) ? List.of("*") : some(ACTIONS, 2),
                chance(deny ? 60 : 40) ? some(ROLES, 2) : List.of(),
                !deny && challenging && chance(30) ? one(LEVELS) : null,
                conditions(deny),
                deny ? "deny" : "allow",
                Instant.EPOCH));
    }

    /** A deny always has one at least: nothing else would ever be decided beside it. */
    private PolicyConditions conditions(boolean deny) {
        int needed = deny ? random.nextInt(4) : -1;
        IntPredicate has = kind -> kind == needed || chance(20);
        boolean asks = !deny && challenging;
        return new PolicyConditions(
                asks && chance(20),
                has.test(0) ? (double) (10 * random.nextInt(4, 10)) : null,
                has.test(1) ? window() : null,
                has.test(2) ? List.of(network(), "2001:db8:" + random.nextInt(10) + "::/48") : List.of(),
                has.test(3) ? some(LOCATIONS, 2) : List.of(),
                asks && chance(20) ? "PT" + random.nextInt(1, 12) + "H" : null);
    }

    private PolicyTimeWindow window() {
        int from = random.nextInt(24);
        int to = (from + 6 + random.nextInt(12)) % 24;
        return new PolicyTimeWindow(
                challenging ? one(ZONES) : ZONES.getFirst(), chance(50) ? WORKDAYS : List.of(), hour(from), hour(to));
    }

    private static String hour(int hour) {
        return "%02d:00".formatted(hour);
    }

    private String network() {
        return "10." + 16 * random.nextInt(16) + ".0.0/12";
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private List<String> some(List<String> all, int most) {
        int start = random.nextInt(all.size());
        int count = 1 + random.nextInt(most);
        var chosen = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            chosen.add(all.get((start + i) % all.size()));
        }
        return chosen;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
