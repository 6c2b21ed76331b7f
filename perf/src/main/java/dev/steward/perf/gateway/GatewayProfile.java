package dev.steward.perf.gateway;

import dev.steward.devstack.command.CommandLine;
import dev.steward.devstack.suite.SuiteException;
import dev.steward.perf.load.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How long each part of a run takes.
 *
 * @param warmUp of each that runs on a JVM, on both cores; the others have a second
 * @param measured of each, twice
 * @param half at half of what the gateway can do, once past it and once not
 * @param mixed at {@value #MIXED_PER_SECOND} a second
 * @param judged whether time counts
 */
record GatewayProfile(String name, Duration warmUp, Duration measured, Duration half, Duration mixed, boolean judged) {

    static final int CONNECTIONS = 64;
    static final int MIXED_PER_SECOND = 200;

    static final GatewayProfile SMOKE = new GatewayProfile(
            "smoke",
            Duration.ofSeconds(6),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(20),
            false);

    static final GatewayProfile LOAD = new GatewayProfile(
            "load",
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            true);

    /** {@code [--profile smoke|load] [--scale FACTOR]}, where the factor shortens a run and changes nothing else. */
    static GatewayProfile parse(List<String> arguments) {
        var line = CommandLine.parse(arguments, Set.of(), Set.of("--profile", "--scale"));
        if (!line.words().isEmpty()) {
            throw new SuiteException("gateway takes no more than --profile and --scale.");
        }
        var name = line.option("--profile").orElse("smoke");
        double factor = line.option("--scale").map(Profile::factor).orElse(1.0);
        return Stream.of(SMOKE, LOAD)
                .filter(profile -> profile.name.equals(name))
                .map(profile -> profile.scaled(factor))
                .findFirst()
                .orElseThrow(() ->
                        new SuiteException("There is no profile " + name + " of gateway; there are smoke, load."));
    }

    private GatewayProfile scaled(double factor) {
        return new GatewayProfile(
                name,
                scaled(warmUp, factor),
                scaled(measured, factor),
                scaled(half, factor),
                scaled(mixed, factor),
                judged);
    }

    private static Duration scaled(Duration length, double factor) {
        return Duration.ofMillis(Math.round(length.toMillis() * factor));
    }
}
