package dev.steward.session.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which ports a session may ask for. */
public final class PortRules {

    /** What is expected of each. */
    public static final String RULE = "must be a port from 1 to 65535";

    private static final int MOST = 10;
    private static final int HIGHEST = 65_535;

    private PortRules() {}

    public static List<Flaw> flaws(List<Integer> ports) {
        List<Flaw> flaws = new ArrayList<>();
        if (ports.size() > MOST) {
            flaws.add(new Flaw("", "must be at most " + MOST + " ports"));
            return flaws;
        }
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            Integer port = ports.get(i);
            if (port == null || port < 1 || port > HIGHEST) {
                flaws.add(new Flaw("[" + i + "]", RULE));
            } else if (!seen.add(port)) {
                flaws.add(new Flaw("[" + i + "]", "is there twice"));
            }
        }
        return flaws;
    }
}
