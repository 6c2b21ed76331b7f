package dev.steward.perf;

import dev.steward.devstack.command.CommandLine;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.perf.load.Profile;
import java.util.List;
import java.util.Set;

/** What is to be run. */
record PerfLine(Catalogue script, Profile profile, double scale) {

    /** {@code SCRIPT [--profile NAME] [--scale FACTOR]}, where the factor shortens a run and changes nothing else. */
    static PerfLine parse(List<String> arguments) {
        var line = CommandLine.parse(arguments, Set.of(), Set.of("--profile", "--scale"));
        if (line.words().size() != 1) {
            throw new SuiteException("Say which script: " + Catalogue.names() + ".");
        }
        var script = Catalogue.of(line.words().getFirst());
        var profile = script.profile(line.option("--profile").orElse("smoke"));
        double scale = line.option("--scale").map(Profile::factor).orElse(1.0);
        return new PerfLine(script, profile.scaled(scale), scale);
    }
}
