package dev.steward.zerotrust.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.Route;
import dev.steward.zerotrust.domain.Permissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of permissions is complete as long as it has what every route of the suite asks for. */
class PermissionsTest {

    private static final Pattern NEEDED = Pattern.compile("permission: (\\S+)");

    /**
     * No route needs them: handlers ask for more than the route does, operators have all that is read, and limits are for
     * the gateway.
     */
    private static final Set<String> WITHOUT_A_ROUTE = Set.of(
            "audit:read",
            "devices:attest",
            "limits:basic",
            "limits:standard",
            "limits:unlimited",
            "sessions:admin",
            "status:read",
            "tokens:read",
            "trust-scores:read");

    @Test
    void everyRouteOfThisServiceAsksForAKnownPermission() {
        assertThat(new RouteConfiguration()
                        .routes().routes().stream().map(Route::permission).filter(permission -> !permission.isEmpty()))
                .isNotEmpty()
                .isSubsetOf(known());
    }

    /** A policy about anything else is refused, and one about what is gone would be taken. */
    @Test
    void knowsWhatThePublishedRoutesAskForAndNoMore() throws IOException {
        try (Stream<Path> tables = Files.list(Path.of("../contracts/access"))) {
            Set<String> needed = tables.flatMap(
                            table -> NEEDED.matcher(read(table)).results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            assertThat(needed).isNotEmpty().doesNotContainAnyElementsOf(WITHOUT_A_ROUTE);
            needed.addAll(WITHOUT_A_ROUTE);
            assertThat(known()).containsExactlyInAnyOrderElementsOf(needed);
        }
    }

    private static List<String> known() {
        return Permissions.actionsByCollection().entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(action -> each.getKey() + ":" + action))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
