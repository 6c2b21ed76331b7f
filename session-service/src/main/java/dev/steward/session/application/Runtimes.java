package dev.steward.session.application;

import dev.steward.session.domain.Session;
import dev.steward.session.port.SessionRuntime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runtimes this instance has, the usual one first. */
public final class Runtimes {

    private final Map<String, SessionRuntime> byName = new LinkedHashMap<>();
    private final SessionRuntime usual;

    public Runtimes(List<SessionRuntime> runtimes) {
        this.usual = runtimes.getFirst();
        for (SessionRuntime runtime : runtimes) {
            if (byName.put(runtime.name(), runtime) != null) {
                throw new IllegalArgumentException("two runtimes are called " + runtime.name());
            }
        }
    }

    /** For a session whose creator does not say. */
    public SessionRuntime usual() {
        return usual;
    }

    public Set<String> names() {
        return byName.keySet();
    }

    public Collection<SessionRuntime> all() {
        return byName.values();
    }

    public Optional<SessionRuntime> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** That of a session. A setting may have taken it away since: then it is one that cannot be asked. */
    SessionRuntime of(Session session) {
        String name = session.identity().runtime();
        return named(name).orElseGet(() -> new AbsentRuntime(name));
    }
}
