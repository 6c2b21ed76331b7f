package dev.steward.session.adapter.preview;

import static dev.steward.session.adapter.preview.PreviewServer.BEARER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.passthrough.RawVisitor;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Changes on an instance that does not lead, so that only those who are connected to it have it watch anything. */
class PreviewChangesIT extends PreviewFixture {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern SINCE = Pattern.compile("data-since=\"([^\"]+)\"");

    PreviewChangesIT() {
        super(new PreviewServer());
        server.answers(
                (_, response) -> response.header("Content-Type", "text/html").sendString(Mono.just("<h1>hi</h1>")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theStreamEndsWithItsSessionWhicheverInstanceEndsIt(boolean deleted) throws IOException {
        try (RawVisitor visitor = listen("")) {
            visitor.readTo("event: listening");
            if (deleted) {
                server.world.delete(session);
            } else {
                server.world.stop(session);
            }

            assertThat(visitor.readAll()).endsWith("0\r\n\r\n");
        }
        await().atMost(DEADLINE).until(() -> server.world.feedsKept() == 0);
        assertThat(server.world.watching()).isZero();
        assertThat(server.world.sessions().size()).isZero();
    }

    @Test
    void whatChangesBetweenAPageAndItsScriptIsNotMissed() throws IOException {
        Matcher since = SINCE.matcher(server.visit("GET", session.id(), "/", BEARER));
        assertThat(since.find()).isTrue();
        server.world.write(session, "a.txt");

        try (RawVisitor visitor = listen("?since=" + since.group(1))) {
            assertThat(visitor.readTo("event: gap", "event: changes")).contains("event: listening");
        }
    }

    @Test
    void pagesThatNobodyStaysOnLeaveNothingBehind() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(server.visit("GET", session.id(), "/", BEARER)).contains("/_steward/reload.js");
        }
        assertThat(server.world.watching()).isLessThanOrEqualTo(1);

        await().atMost(DEADLINE).until(() -> server.world.feedsKept() == 0);
        assertThat(server.world.watching()).isZero();
    }

    private RawVisitor listen(String query) throws IOException {
        return server.visitor()
                .send(PreviewServer.head(
                        "GET", session.id(), "/_steward/changes" + query, BEARER, "Connection: close"));
    }
}
