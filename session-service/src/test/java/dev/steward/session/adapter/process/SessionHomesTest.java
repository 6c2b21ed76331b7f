package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.session.domain.Given;
import dev.steward.session.domain.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionHomesTest {

    private static final int LONGEST_PATH = 4096;

    /** Moved into each other, as no path is long enough to make the last ones by. */
    @Test
    void removesATreeOfMoreDepthThanAPathCanHave(@TempDir Path data) throws Exception {
        SessionFolders folders = SessionFolders.below(data);
        SessionHomes homes = new SessionHomes(folders, SessionUsers.forData(folders));
        Session session = Given.running();
        homes.prepare(session);
        Path workspace = folders.workspace(session.id());
        String chain = String.join("/", Collections.nCopies(20, "n".repeat(100)));
        Files.createDirectories(workspace.resolve("all"));
        int depth = 0;
        while (depth < 2 * LONGEST_PATH) {
            Path bottom = Files.createDirectories(workspace.resolve("next").resolve(chain));
            Files.move(workspace.resolve("all"), bottom.resolve("all"));
            Files.move(workspace.resolve("next"), workspace.resolve("all"));
            depth += chain.length();
        }

        homes.remove(session.id());
        homes.remove(session.id());

        assertThat(folders.session(session.id())).doesNotExist();
        assertThat(homes.found()).isEmpty();
    }
}
