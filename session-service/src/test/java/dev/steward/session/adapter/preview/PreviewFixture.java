package dev.steward.session.adapter.preview;

import dev.steward.session.domain.Session;
import org.junit.jupiter.api.AfterEach;

/** Previews, and one session that has one, both new for each test. */
abstract class PreviewFixture {

    final PreviewServer server;
    final Session session;

    PreviewFixture(PreviewServer server) {
        this.server = server;
        this.session = server.session("ada");
    }

    @AfterEach
    void end() {
        server.close();
    }
}
