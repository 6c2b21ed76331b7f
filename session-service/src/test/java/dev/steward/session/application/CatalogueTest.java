package dev.steward.session.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.application.Catalogue.Choice;
import dev.steward.session.domain.DevContainer;
import dev.steward.session.domain.Resource;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.SpecWish;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.FakeRuntime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final DevContainer PROJECT = new DevContainer(
            "node:22",
            List.of(3000, 80),
            Map.of("A", "project", "B", "project"),
            "/workspaces/shop",
            Setup.NONE,
            Map.of(Resource.MEMORY, 1L << 30, Resource.CPU, 500L),
            List.of("features"));

    private final TestClock clock = new TestClock();
    private final FakeRuntime host = new FakeRuntime(clock);
    private final FakeRuntime containers = new FakeRuntime(clock) {
        @Override
        public String name() {
            return "docker";
        }

        @Override
        public boolean hasImages() {
            return true;
        }

        @Override
        public boolean offers(Template template) {
            return true;
        }
    };
    private final Catalogue catalogue = new Catalogue(
            new Runtimes(List.of(host, containers)),
            new Templates(Map.of("static", "s", "node", "n", "java", "j", "python", "p")));

    @Test
    void whoSaysNothingGetsWhatIsUsual() {
        assertThat(catalogue.choose(null, wish(null, null, DevContainer.NONE)))
                .isEqualTo(new Choice.Chosen("process", SessionSpec.USUAL, List.of()));
    }

    @Test
    void aContainerIsMadeFromTheImageOfItsTemplateUnlessAnotherIsNamed() {
        assertThat(spec("docker", wish("node", null, DevContainer.NONE)).image())
                .isEqualTo("n");
        assertThat(spec("docker", wish("node", "node:20", DevContainer.NONE)).image())
                .isEqualTo("node:20");
        assertThat(spec("docker", wish("node", null, PROJECT)).image()).isEqualTo("node:22");
        SessionSpec any = spec("docker", wish(null, "debian", PROJECT));
        assertThat(any.template()).isEqualTo("image");
        assertThat(any.image()).isEqualTo("debian");
        assertThat(spec("docker", wish(null, null, PROJECT)).template()).isEqualTo("image");
    }

    @Test
    void theProjectAddsToWhatItsCreatorSaysAndNeverTakesAway() {
        SpecWish wish = new SpecWish(
                null, null, new Resources(1_000, 64 << 20, 1L << 30), Map.of("A", "own"), List.of(80), PROJECT);

        SessionSpec spec = spec("docker", wish);

        assertThat(spec.env()).isEqualTo(Map.of("A", "own", "B", "project"));
        assertThat(spec.ports()).containsExactly(80, 3000);
        assertThat(spec.resources()).isEqualTo(new Resources(1_000, 1L << 30, 1L << 30));
        assertThat(spec.workspaceFolder()).isEqualTo("/workspaces/shop");
    }

    @Test
    void whatOnlyContainersHaveIsIgnoredByProcesses() {
        Choice choice = catalogue.choose("process", wish(null, null, PROJECT));

        assertThat(choice).isInstanceOfSatisfying(Choice.Chosen.class, chosen -> {
            assertThat(chosen.ignored()).containsExactly("features", "image", "workspaceFolder");
            assertThat(chosen.spec().image()).isNull();
            assertThat(chosen.spec().workspaceFolder()).isNull();
            assertThat(chosen.spec().template()).isEqualTo("static");
        });
    }

    @Test
    void anImageOfTheProjectThatAnotherReplacesIsIgnored() {
        assertThat(catalogue.choose("docker", wish(null, "debian", PROJECT)))
                .isInstanceOfSatisfying(Choice.Chosen.class, chosen -> assertThat(chosen.ignored())
                        .containsExactly("features", "image"));
    }

    @Test
    void refusesWhatThereIsNot() {
        assertThat(refused("mainframe", wish(null, null, DevContainer.NONE))).isEqualTo("runtime");
        assertThat(refused("process", wish("cobol", null, DevContainer.NONE))).isEqualTo("template");
        assertThat(refused("process", wish(null, "debian", DevContainer.NONE))).isEqualTo("image");
        assertThat(refused("process", wish("image", null, DevContainer.NONE))).isEqualTo("template");
        assertThat(refused("docker", wish("image", null, DevContainer.NONE))).isEqualTo("image");
    }

    @Test
    void offersEachTemplateWhereItIs() {
        assertThat(catalogue.offers())
                .extracting(offer -> offer.template().name() + offer.runtimes())
                .containsExactly(
                        "static[process, docker]",
                        "node[process, docker]",
                        "java[process, docker]",
                        "python[process, docker]",
                        "image[docker]");
    }

    private SessionSpec spec(String runtime, SpecWish wish) {
        return ((Choice.Chosen) catalogue.choose(runtime, wish)).spec();
    }

    private String refused(String runtime, SpecWish wish) {
        return ((Choice.Refused) catalogue.choose(runtime, wish)).field();
    }

    private static SpecWish wish(String template, String image, DevContainer devcontainer) {
        return new SpecWish(template, image, Resources.USUAL, Map.of(), List.of(), devcontainer);
    }
}
