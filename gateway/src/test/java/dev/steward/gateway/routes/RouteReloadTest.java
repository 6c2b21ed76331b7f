package dev.steward.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.gateway.upstream.UpstreamSettings;
import dev.steward.gateway.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;

class RouteReloadTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path directory;

    private final Upstreams upstreams =
            new Upstreams(new UpstreamSettings(NEVER, NEVER), _ -> Mono.just(true), _ -> Mono.just(List.of()));
    private Path file;
    private RouteCatalogue catalogue;
    private RouteReload reload;

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("routes.yaml");
        write("/a");
        RouteReader reader = new RouteReader(new MockEnvironment(), TestRoutes.DEFAULTS, List.of());
        catalogue = new RouteCatalogue(reader.read(new FileSystemResource(file)));
        reload = new RouteReload(
                new FileSystemResource(file), reader, catalogue, upstreams, new RouteSettings("file:" + file, NEVER));
        look(2);
    }

    @AfterEach
    void stop() {
        reload.destroy();
        upstreams.destroy();
    }

    @Test
    void takesRoutesThatChanged() throws IOException {
        RouteSet before = catalogue.now();
        write("/b");
        look(1);
        assertThat(catalogue.now()).as("perhaps written to still").isSameAs(before);

        look(1);
        assertThat(has("/b")).isTrue();
        assertThat(has("/a")).isFalse();
        assertThat(upstreams.of("job-orchestrator")).isNotNull();
        assertThat(before.find(HttpMethod.GET, PathContainer.parsePath("/a"))).isNotNull();
    }

    @Test
    void doesNothingWhileNothingChanges() {
        RouteSet before = catalogue.now();
        look(3);

        assertThat(catalogue.now()).isSameAs(before);
    }

    @Test
    void keepsTheOldRoutesInsteadOfBadOnes() throws IOException {
        RouteSet before = catalogue.now();
        Files.writeString(file, Files.readString(file).replace("id: r", "id: ' '"));
        look(2);
        assertThat(catalogue.now()).isSameAs(before);
        assertThat(reload.refused()).isTrue();

        write("/b");
        look(2);
        assertThat(reload.refused()).isFalse();
        assertThat(has("/b")).isTrue();
    }

    @Test
    void keepsTheRoutesOfAFileThatIsGone() throws IOException {
        Files.delete(file);
        look(2);
        assertThat(has("/a")).isTrue();
        assertThat(reload.refused()).isTrue();

        write("/a");
        look(1);
        assertThat(reload.refused()).isFalse();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            reload.check();
        }
    }

    private boolean has(String path) {
        return catalogue.now().find(HttpMethod.GET, PathContainer.parsePath(path)) != null;
    }

    private void write(String path) throws IOException {
        Files.writeString(file, """
                edge:
                  upstreams: { job-orchestrator: "http://127.0.0.1:1" }
                  routes: [{ id: r, upstream: job-orchestrator, paths: %s }]
                """.formatted(path));
    }
}
