package dev.steward.zerotrust.domain;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The roles a group gives everywhere: built-in ones, and custom ones by their names. */
public record GroupRoles(Set<Role> builtIn, Set<String> custom) {

    static final String BUILT_IN_NAMES =
            Arrays.stream(Role.values()).map(Role::wireName).collect(Collectors.joining(", "));

    public GroupRoles {
        builtIn = Collections.unmodifiableSet(new TreeSet<>(builtIn));
        custom = Collections.unmodifiableSet(new TreeSet<>(custom));
    }

    /** What is no built-in role is the name of a custom one, whether or not there is such a role. */
    public static GroupRoles of(Collection<String> names) {
        return new GroupRoles(
                names.stream().flatMap(name -> Role.parse(name).stream()).collect(Collectors.toSet()),
                names.stream().filter(name -> Role.parse(name).isEmpty()).collect(Collectors.toSet()));
    }

    /** Whether a role can be called this. */
    public static boolean isName(String text) {
        return Role.parse(text).isPresent() || CustomRole.isName(text);
    }

    public List<String> builtInNames() {
        return builtIn.stream().map(Role::wireName).toList();
    }

    public List<String> names() {
        return Stream.concat(builtInNames().stream(), custom.stream()).toList();
    }
}
