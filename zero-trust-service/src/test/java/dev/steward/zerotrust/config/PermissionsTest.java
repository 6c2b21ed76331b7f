package dev.steward.zerotrust.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.security.Route;
import dev.steward.zerotrust.domain.Permissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of permissions is complete as long as it has what every route of the suite asks for. */
class PermissionsTest {

    private static final Pattern NEEDED = Pattern.compile("the permission `([^`]+)`");

    @Test
    void everyRouteOfThisServiceAsksForAKnownPermission() {
        assertThat(new RouteConfiguration()
                        .routes().routes().stream().map(Route::permission).filter(permission -> !permission.isEmpty()))
                .isNotEmpty()
                .allMatch(Permissions::known);
    }

    @Test
    void everyPublishedRouteAsksForAKnownPermission() throws IOException {
        try (Stream<Path> contracts = Files.list(Path.of("../contracts/openapi"))) {
            List<String> needed = contracts
                    .flatMap(contract -> NEEDED.matcher(read(contract)).results())
                    .map(match -> match.group(1))
                    .toList();
            assertThat(needed).isNotEmpty().allMatch(Permissions::known);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
