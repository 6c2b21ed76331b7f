package dev.steward.zerotrust.domain;

import dev.steward.kit.policy.IpAddress;
import dev.steward.kit.policy.Network;
import dev.steward.kit.policy.Policy;
import dev.steward.kit.policy.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of each kind of circumstances that the conditions of some policies tell apart, within a week from now. */
record Circumstances(
        List<Instant> instants,
        List<IpAddress> addresses,
        List<Optional<String>> locations,
        List<Optional<Double>> compliances) {

    private static final int DAYS = 8;

    /** A value of each kind. */
    record Circumstance(
            Instant at,
            IpAddress address,
            @Nullable String location,
            @Nullable Double compliance) {}

    static Circumstances toldApartBy(Collection<Policy> policies, Instant now) {
        Set<Instant> instants = new LinkedHashSet<>(Set.of(now));
        // IPv6 only where some policy speaks of it: a deployment may have none.
        Set<IpAddress> addresses = new LinkedHashSet<>(Set.of(new IpAddress(true, 0, 0)));
        Set<Optional<String>> locations = new LinkedHashSet<>(Set.of(Optional.empty()));
        Set<Optional<Double>> compliances = new LinkedHashSet<>(Set.of(Optional.empty()));
        for (Policy policy : policies) {
            var conditions = policy.conditions();
            if (conditions.timeWindow() != null) {
                instants.addAll(borders(conditions.timeWindow(), now));
            }
            for (Network network : conditions.networks()) {
                addresses.add(network.first());
                after(network).ifPresent(addresses::add);
            }
            conditions.locations().forEach(location -> locations.add(Optional.of(location)));
            compliances.add(Optional.ofNullable(conditions.deviceComplianceMin()));
        }
        return new Circumstances(
                List.copyOf(instants), List.copyOf(addresses), List.copyOf(locations), List.copyOf(compliances));
    }

    long count() {
        return (long) instants.size() * addresses.size() * locations.size() * compliances.size();
    }

    Stream<Circumstance> all() {
        return instants.stream().flatMap(at -> addresses.stream()
                .flatMap(address -> locations.stream().flatMap(location -> compliances.stream()
                        .map(compliance ->
                                new Circumstance(at, address, location.orElse(null), compliance.orElse(null))))));
    }

    private static List<Instant> borders(TimeWindow window, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, window.zone());
        List<Instant> borders = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            ZonedDateTime midnight = today.plusDays(day).atStartOfDay(window.zone());
            borders.add(midnight.plus(Duration.ofSeconds(window.from())).toInstant());
            borders.add(midnight.plus(Duration.ofSeconds(window.to())).toInstant());
        }
        return borders;
    }

    /** The address behind the last one of a block; none behind the last of all. */
    private static Optional<IpAddress> after(Network network) {
        if (network.bits() == 0) {
            return Optional.empty();
        }
        IpAddress first = network.first();
        long size = 1L << -network.bits(); // shifts count modulo 64
        boolean inLow = first.v4() || network.bits() > Long.SIZE;
        long low = inLow ? first.low() + size : first.low();
        boolean carried = inLow && low == 0;
        if (first.v4()) {
            return carried ? Optional.empty() : Optional.of(new IpAddress(true, 0, low));
        }
        long high = first.high() + (inLow ? (carried ? 1 : 0) : size);
        return high == 0 && low == 0 ? Optional.empty() : Optional.of(new IpAddress(false, high, low));
    }
}
