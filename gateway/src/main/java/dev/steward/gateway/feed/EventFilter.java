package dev.steward.gateway.feed;

import dev.steward.kit.cloudevents.CloudEvent;
import dev.steward.kit.web.Problem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which events a client asked for.
 *
 * @param types whole ones; with {@code families} empty too, all
 * @param families what types begin with, up to a dot
 * @param subject null for any
 */
record EventFilter(
        Set<String> types, List<String> families, @Nullable String subject) {

    private static final int MOST = 50;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*(\\.\\*)?");

    EventFilter {
        types = Set.copyOf(types);
        families = List.copyOf(families);
    }

    /** Throws the {@link Problem} to answer with. */
    static EventFilter of(@Nullable String types, @Nullable String subject) {
        Set<String> whole = new HashSet<>();
        Set<String> families = new HashSet<>();
        if (types != null) {
            String[] named = types.split(",", -1);
            if (named.length > MOST
                    || !Arrays.stream(named).allMatch(type -> TYPE.matcher(type).matches())) {
                throw Problem.invalid(
                        "types", "must be up to " + MOST + " types with commas between them, such as session.*");
            }
            Arrays.stream(named).forEach(type -> {
                if (type.endsWith(".*")) {
                    families.add(type.substring(0, type.length() - 1));
                } else {
                    whole.add(type);
                }
            });
        }
        return new EventFilter(whole, List.copyOf(families), subject);
    }

    boolean wants(CloudEvent event) {
        return (subject == null || subject.equals(event.subject())) && wants(event.type());
    }

    private boolean wants(String type) {
        return (types.isEmpty() && families.isEmpty())
                || types.contains(type)
                || families.stream().anyMatch(type::startsWith);
    }
}
