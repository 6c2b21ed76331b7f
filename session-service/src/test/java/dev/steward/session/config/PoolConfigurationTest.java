package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.steward.session.application.Catalogue;
import dev.steward.session.application.Catalogue.Choice;
import dev.steward.session.application.Runtimes;
import dev.steward.session.application.WarmPool;
import dev.steward.session.domain.DevContainer;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SpecWish;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import dev.steward.session.domain.WarmSession.Kind;
import dev.steward.session.port.FakeRuntime;
import dev.steward.session.port.FakeSessionRepository;
import dev.steward.session.port.FakeWarmSessions;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolConfigurationTest {

    private final Runtimes runtimes = new Runtimes(List.of(
            runtime("process", false, false), runtime("docker", true, false), runtime("kubernetes", true, true)));
    private final Catalogue catalogue =
            new Catalogue(runtimes, new Templates(Map.of(Templates.STATIC, "pages:1", Templates.NODE, "node:24")));

    @Test
    void whatIsKeptIsWhatWhoSaysNoMoreGets() {
        assertThat(sizes(Map.of("static", 2, "docker.static", 1)).byKind())
                .isEqualTo(Map.of(asked("process", "static"), 2, asked("docker", "static"), 1));
        assertThat(asked("docker", "static").spec().image()).isEqualTo("pages:1");
    }

    @Test
    void theSameSaidTwiceIsOnePool() {
        assertThat(sizes(Map.of("static", 2, "process.static", 1)).byKind())
                .isEqualTo(Map.of(asked("process", "static"), 3));
    }

    @Test
    void whatCannotBeKeptIsRefusedByName() {
        refused("kubernetes.static", "sessions of the runtime kubernetes are where those of their project are");
        refused("podman.static", "the runtime podman is not configured");
        refused("docker.image", "image must be named");
        refused("ruby", "template must be one of");
    }

    @Test
    void eachIsCountedByRuntimeAndTemplate() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        WarmPool pool = new WarmPool(
                new FakeWarmSessions(),
                new FakeSessionRepository(),
                runtimes,
                sizes(Map.of("static", 2, "docker.node", 1)),
                Clock.systemUTC());

        new PoolConfiguration().warmSessionCounts(pool).bindTo(registry);

        assertThat(registry.find("steward.session.pool").gauges())
                .extracting(gauge -> gauge.getId().getTags())
                .containsExactlyInAnyOrder(
                        List.of(Tag.of("runtime", "process"), Tag.of("template", "static")),
                        List.of(Tag.of("runtime", "docker"), Tag.of("template", "node")));
    }

    private void refused(String name, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sizes(Map.of(name, 1)))
                .withMessageStartingWith("steward.session.pool." + name + ": ")
                .withMessageContaining(why);
    }

    private WarmPool.Sizes sizes(Map<String, Integer> pool) {
        return PoolConfiguration.sizes(new PoolProperties(pool), runtimes, catalogue, Duration.ofSeconds(30));
    }

    private Kind asked(String runtime, String template) {
        SpecWish wish = new SpecWish(template, null, Resources.USUAL, Map.of(), List.of(), DevContainer.NONE);
        return new Kind(runtime, ((Choice.Chosen) catalogue.choose(runtime, wish)).spec());
    }

    private static FakeRuntime runtime(String name, boolean images, boolean byProject) {
        return new FakeRuntime(Clock.systemUTC()) {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean hasImages() {
                return images;
            }

            @Override
            public boolean offers(Template template) {
                return images || super.offers(template);
            }

            @Override
            public boolean placesByProject() {
                return byProject;
            }
        };
    }
}
