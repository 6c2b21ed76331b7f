package dev.steward.kit.policy;

import dev.steward.kit.policy.Reading.Refused;
import dev.steward.kit.policy.Reading.Valid;
import java.util.ArrayList;
import java.util.List;

/**
 * Which resources a policy is about, segment by segment.
 *
 * @param segments {@code *} is any one segment
 * @param anyRest whether any number of further segments may follow, none included
 */
public record ResourcePattern(List<String> segments, boolean anyRest) {

    static final String ANY = "*";
    private static final String ANY_REST = "**";
    private static final int MOST_CHARACTERS = 512;
    private static final int MOST_SEGMENTS = 32;

    public ResourcePattern {
        segments = List.copyOf(segments);
    }

    public static Reading<ResourcePattern> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return new Refused<>("must have at most " + MOST_CHARACTERS + " characters");
        }
        if (!Resources.isWellFormed(text)) {
            return new Refused<>("must be segments between slashes, none of them empty, '.', '..' or with a character"
                    + " that cannot be printed");
        }
        List<String> segments = new ArrayList<>(List.of(text.split("/")));
        boolean anyRest = segments.getLast().equals(ANY_REST);
        if (anyRest) {
            segments.removeLast();
        }
        if (segments.contains(ANY_REST)) {
            return new Refused<>("may have '**' as its last segment only");
        }
        if (segments.stream().anyMatch(segment -> segment.contains(ANY) && !segment.equals(ANY))) {
            return new Refused<>("may have '*' and '**' as whole segments only");
        }
        if (segments.size() > MOST_SEGMENTS) {
            return new Refused<>("must have at most " + MOST_SEGMENTS + " segments");
        }
        return new Valid<>(new ResourcePattern(segments, anyRest));
    }

    /** Whether some resource matches both. */
    public boolean overlaps(ResourcePattern other) {
        int common = Math.min(segments.size(), other.segments.size());
        for (int i = 0; i < common; i++) {
            String mine = segments.get(i);
            String others = other.segments.get(i);
            if (!mine.equals(others) && !mine.equals(ANY) && !others.equals(ANY)) {
                return false;
            }
        }
        return (segments.size() == common || other.anyRest) && (other.segments.size() == common || anyRest);
    }

    /** Whether every resource that matches the other matches this one. */
    public boolean covers(ResourcePattern other) {
        if (anyRest && segments.equals(List.of(ANY))) {
            return true; // no resource is without a segment
        }
        boolean longEnough = anyRest
                ? other.segments.size() >= segments.size()
                : !other.anyRest && other.segments.size() == segments.size();
        if (!longEnough) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).equals(ANY) && !segments.get(i).equals(other.segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        String fixed = String.join("/", segments);
        return anyRest ? fixed + (segments.isEmpty() ? "" : "/") + ANY_REST : fixed;
    }
}
