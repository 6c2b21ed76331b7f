package dev.steward.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.MethodNotAllowedException;

class RouteTableTest {

    private static final List<String> SEGMENTS = List.of(
            "a", "b", "a-b", "c d", "%", "{x}", "{y}", "{x:[a-b]+}", "*", "a*", "{x}-{y}", "?", "a;b", "**", "{*rest}");
    private static final List<String> ENDS = List.of("", "", "", "/", "/**", "/{*rest}");
    private static final List<String> PATH_SEGMENTS =
            List.of("a", "b", "a-b", "c%20d", "%25", "ab", "%61", "A", "a;b", ";x", "a;q=1", "", "{x}", "**");

    @Test
    void findsWhatAScanFinds() {
        Random random = new Random(6);
        int covered = 0;
        for (int i = 0; i < 400; i++) {
            List<Route> routes = routes(random, 1 + random.nextInt(60));
            RouteTable table = RouteTable.of(routes.toArray(Route[]::new));
            for (int j = 0; j < 100; j++) {
                PathContainer path = PathContainer.parsePath(path(random));
                for (HttpMethod method : HttpMethod.values()) {
                    assertThat(table.find(method, path))
                            .as(method + " " + path.value())
                            .isEqualTo(scan(routes, method, path));
                }
                Set<HttpMethod> methods = scan(routes, path);
                assertThat(table.refusal(HttpMethod.OPTIONS, path))
                        .as(path.value())
                        .satisfies(answer -> assertThat(allowed(answer)).isEqualTo(methods));
                covered += methods.isEmpty() ? 0 : 1;
            }
        }
        assertThat(covered).isBetween(4_000, 39_000);
    }

    @Test
    void looksAtFewRoutesHoweverManyThereAre() {
        List<Route> routes = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        Route.get("/api/v1/things-" + i + "/{id}/parts/{part}").authenticated())
                .toList();

        assertThat(RouteIndex.of(routes).candidates(PathContainer.parsePath("/api/v1/things-7000/1/parts/2")))
                .containsExactly(routes.get(7_000));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /things/1, /things/{id}",
        "HEAD, /things/1, /things/{id}",
        "GET, /things/own, /things/own",
        "GET, /things/%6fwn, /things/own",
        "GET, /things/1/files/a/b, /things/{id}/files/{*path}",
        "GET, /things/1/files, /things/{id}/files/{*path}",
        "GET, /things/1/,",
        "GET, /things//1,",
        "GET, /Things/1,",
        "POST, /things/1,",
        "OPTIONS, /things/1,",
    })
    void findsTheMostSpecific(String method, String path, String pattern) {
        RouteTable table = RouteTable.of(
                Route.get("/things/{id}").authenticated(),
                Route.get("/things/own").authenticated(),
                Route.get("/things/{id}/files/{*path}").authenticated());

        assertThat(table.find(HttpMethod.valueOf(method), PathContainer.parsePath(path))
                        .map(route -> route.pattern().getPatternString()))
                .isEqualTo(Optional.ofNullable(pattern));
    }

    private static Optional<Route> scan(List<Route> routes, HttpMethod method, PathContainer path) {
        HttpMethod wanted = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return routes.stream()
                .filter(route ->
                        route.method().equals(wanted) && route.pattern().matches(path))
                .min((a, b) -> a.pattern().compareTo(b.pattern()));
    }

    private static Set<HttpMethod> allowed(RuntimeException answer) {
        return answer instanceof MethodNotAllowedException exception ? exception.getSupportedMethods() : Set.of();
    }

    private static Set<HttpMethod> scan(List<Route> routes, PathContainer path) {
        return routes.stream()
                .filter(route -> route.pattern().matches(path))
                .map(Route::method)
                .collect(Collectors.toSet());
    }

    private static List<Route> routes(Random random, int count) {
        List<Route> routes = new ArrayList<>();
        while (routes.size() < count) {
            Route.Builder builder = builder(random, pattern(random));
            try {
                routes.add(builder.authenticated());
            } catch (RuntimeException e) {
                // Not every mix of segments is a pattern.
            }
        }
        return routes;
    }

    private static Route.Builder builder(Random random, String pattern) {
        return switch (random.nextInt(4)) {
            case 0 -> Route.post(pattern);
            case 1 -> Route.delete(pattern);
            default -> Route.get(pattern);
        };
    }

    private static String pattern(Random random) {
        return random(random, SEGMENTS, 4) + ENDS.get(random.nextInt(ENDS.size()));
    }

    private static String path(Random random) {
        return random(random, PATH_SEGMENTS, 5);
    }

    private static String random(Random random, List<String> segments, int most) {
        return Stream.generate(() -> "/" + segments.get(random.nextInt(segments.size())))
                .limit(random.nextInt(most))
                .collect(Collectors.joining());
    }
}
