package dev.steward.kit.testing.hostile;

import java.util.List;
import java.util.stream.Stream;

/** All that is tried on every service. */
final class HostileTokens {

    static final List<HostileRequest> ALL = Stream.of(
                    HostileAlgorithms.all(),
                    HostileKeys.all(),
                    HostileForms.all(),
                    HostileClaims.all(),
                    HostileCarriers.all())
            .flatMap(requests -> requests)
            .toList();

    private HostileTokens() {}
}
