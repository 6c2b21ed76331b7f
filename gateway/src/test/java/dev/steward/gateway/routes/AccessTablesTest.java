package dev.steward.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.kit.security.Route;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

class AccessTablesTest {

    @Test
    void readsAllThatARouteNeeds() {
        AccessTables tables = AccessTables.of(Set.of("zero-trust-service"));

        assertThat(find(tables, HttpMethod.DELETE, "/api/v1/users/1/mfa"))
                .isEqualTo(Route.delete("/api/v1/users/{id}/mfa")
                        .platform("users:write")
                        .mfaWithin(Duration.ofMinutes(5)));
        assertThat(find(tables, HttpMethod.POST, "/api/v1/auth/login"))
                .isEqualTo(Route.post("/api/v1/auth/login").open());
    }

    @Test
    void knowsWhichRoutesTakeAnIdempotencyKey() {
        assertThat(AccessTables.of(Set.of("job-orchestrator"))
                        .of("job-orchestrator")
                        .keyed())
                .containsExactly(Route.post("/api/v1/jobs").needs("jobs:create"));
    }

    @Test
    void hasOperationsBelowTheNameOfTheService() {
        AccessTables tables = AccessTables.of(Set.of("session-service"));

        assertThat(find(tables, HttpMethod.GET, "/operations/session-service/dead-letters"))
                .isEqualTo(Route.get("/operations/session-service/dead-letters").platform("dead-letters:read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "broken-method", "broken-need", "broken-setting", "broken-nothing"})
    void namesAFileThatCannotBeUsed(String service) {
        assertThatThrownBy(() -> AccessTables.of(Set.of(service)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("access/" + service + ".yaml");
    }

    private static Route find(AccessTables tables, HttpMethod method, String path) {
        return tables.of(service(path))
                .table()
                .find(method, PathContainer.parsePath(path))
                .orElseThrow();
    }

    private static String service(String path) {
        return path.startsWith("/operations/") ? path.split("/", -1)[2] : "zero-trust-service";
    }
}
