package dev.steward.kit.web;

import dev.steward.kit.security.Caller;
import dev.steward.kit.security.ProjectAccess;
import dev.steward.kit.security.Route;
import dev.steward.kit.security.RouteTable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A service with one endpoint of each kind that the conventions speak of. */
final class ThingService {

    private ThingService() {}

    record Part(@Nullable @Size(max = 5) String name) {}

    record Nested(@Nullable String deep, int weight) {}

    record Thing(
            @NotNull @Pattern(regexp = "[a-z-]+") String projectId,
            @NotNull @Size(min = 1) String name,
            @Nullable Integer size,
            @Nullable @Size(max = 2) List<@Valid Part> parts,
            @Nullable Nested nested,
            @Nullable Set<@NotNull Integer> codes,
            @Nullable Map<String, @Min(1) Integer> limits) {}

    @RestController
    static class ThingController {

        private final ProjectAccess access;

        ThingController(ProjectAccess access) {
            this.access = access;
        }

        @PostMapping("/things")
        Mono<Thing> create(@ValidBody Thing thing) {
            return access.require(thing.projectId()).thenReturn(thing);
        }

        @GetMapping("/things")
        Mono<Page<String>> list(PageQuery page) {
            return Mono.just(Page.of(List.of("c"), page, 3));
        }

        @PutMapping("/parts/any")
        Mono<Part> any(@ValidBody(optional = true) Part part) {
            return Mono.just(part);
        }

        @PutMapping("/things/{version}")
        Mono<Boolean> change(@PathVariable long version, IfMatch meant) {
            return Mono.just(meant.covers(version));
        }

        @GetMapping("/projects/{id}")
        Mono<String> project(@PathVariable String id) {
            return access.require(id).map(Caller::userId);
        }

        @GetMapping("/open")
        Mono<String> open() {
            return Correlation.current();
        }

        @GetMapping("/limited")
        Mono<String> limited() {
            return Mono.error(new Problem(ProblemCode.MFA_REQUIRED, "A second factor is needed.")
                    .member("mfa_token", "t")
                    .member("methods", List.of("totp")));
        }

        @GetMapping("/guarded")
        Mono<String> guarded() {
            return Mono.just("seen");
        }

        @GetMapping("/broken")
        Mono<String> broken() {
            return Mono.error(new IllegalStateException("secret"));
        }
    }

    @SpringBootConfiguration
    static class Application {

        @Bean
        RouteTable routes() {
            return RouteTable.of(
                    Route.post("/things").needs("sessions:create"),
                    Route.get("/things").authenticated(),
                    Route.put("/things/{version}").open(),
                    Route.put("/parts/any").open(),
                    Route.get("/projects/{id}").needs("sessions:read"),
                    Route.get("/platform").platform("users:create"),
                    Route.get("/broken").authenticated(),
                    Route.get("/open").open(),
                    Route.get("/limited").open(),
                    Route.get("/guarded").authenticated().mfaWithin(Duration.ofMinutes(5)));
        }
    }
}
