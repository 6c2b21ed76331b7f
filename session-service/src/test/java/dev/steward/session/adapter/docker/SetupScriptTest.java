package dev.steward.session.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.ContainerConfig;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Template;
import dev.steward.session.domain.Templates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetupScriptTest {

    private final Templates templates = new Templates(Map.of());
    private final Template any = templates.named(Templates.IMAGE).orElseThrow();

    @Test
    void anImageWithoutSetupRunsAsItIs() {
        ContainerConfig image = new ContainerConfig().withCmd(new String[] {"serve"});

        SetupScript.Command command = SetupScript.of(any, Setup.NONE, image);

        assertThat(command.entrypoint()).isEmpty();
        assertThat(command.arguments()).isEmpty();
    }

    @Test
    void anImageGoesOnWithItsOwnCommandAfterTheSetup() {
        ContainerConfig image = new ContainerConfig()
                .withEntrypoint(new String[] {"/entry", "point"})
                .withCmd(new String[] {"serve", "it"});

        SetupScript.Command command = SetupScript.of(any, started("make"), image);

        assertThat(command.entrypoint()).containsExactly("/bin/sh", "-c", "'make' || exit\nexec \"$@\"\n", "session");
        assertThat(command.arguments()).containsExactly("/entry", "point", "serve", "it");
    }

    @Test
    void wordsAreQuoted() {
        Template template = templates.named(Templates.STATIC).orElseThrow();

        SetupScript.Command command =
                SetupScript.of(template, started("echo", "it's; rm -rf /", "$(id)"), new ContainerConfig());

        assertThat(command.entrypoint().getLast()).startsWith("'echo' 'it'\\''s; rm -rf /' '$(id)' || exit\n");
    }

    private static Setup started(String... command) {
        return new Setup(List.of(), List.of(), List.of(List.of(command)));
    }
}
