package dev.steward.session.adapter.preview;

import static dev.steward.session.adapter.preview.PreviewServer.BEARER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.kit.passthrough.RawVisitor;
import dev.steward.session.application.StreamSlots;
import dev.steward.session.domain.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** How many visits go on at once: two of one session, three of one user, four in all. */
class PreviewLimitsIT {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final PreviewServer server = new PreviewServer(new StreamSlots(3, 2, 4), PreviewServer.PATIENCE);
    private final List<RawVisitor> visitors = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> answered = Sinks.empty();

    /** What goes on until somebody ends it. */
    enum Visit {
        SOCKET,
        CHANGES,
        STREAM,
        UPLOAD,
        UNANSWERED;

        String request(Session session) {
            return switch (this) {
                case SOCKET -> PreviewServer.handshake(session.id(), BEARER);
                case CHANGES -> PreviewServer.head("GET", session.id(), "/_steward/changes", BEARER);
                case STREAM -> PreviewServer.head("GET", session.id(), "/stream", BEARER);
                case UPLOAD -> PreviewServer.head("PUT", session.id(), "/upload", BEARER, "Content-Length: 100");
                case UNANSWERED -> PreviewServer.head("GET", session.id(), "/unanswered", BEARER);
            };
        }
    }

    @AfterEach
    void end() throws IOException {
        for (RawVisitor visitor : visitors) {
            visitor.close();
        }
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Visit.class)
    void oneMoreOfASessionIsRefusedUntilAVisitorIsGone(Visit kind) throws IOException {
        server.answers(this::holdUp);
        Session session = server.session("ada");
        begin(kind, session);
        RawVisitor second = begin(kind, session);

        assertThat(server.visit("GET", session.id(), "/", BEARER))
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("retry-after: 5\r\n")
                .contains("\"code\":\"too-many-requests\"", "of one session");
        assertThat(server.slots.size()).isEqualTo(2);

        second.reset();
        awaitHeld(1);
        visitors.getFirst().close();
        awaitHeld(0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Visit.class,
            names = {"SOCKET", "STREAM", "UNANSWERED", "UPLOAD"})
    void aSlotComesBackWhenTheSessionBreaksOff(Visit kind) throws IOException {
        server.answers((request, response) -> Mono.when(
                Mono.from(holdUp(request, response)),
                answered.asMono().then(Mono.fromRunnable(() -> response.withConnection(DisposableChannel::dispose)))));
        Session session = server.session("ada");
        begin(kind, session);

        answered.tryEmitEmpty();

        awaitHeld(0);
    }

    @Test
    void theChangesOfASessionEndWithIt() throws IOException {
        Session session = server.session("ada");
        begin(Visit.CHANGES, session);

        server.world.stop(session);

        awaitHeld(0);
    }

    @Test
    void othersAreNotHeldUpByOneSessionOrUser() throws IOException {
        server.answers(this::holdUp);
        Session one = server.session("ada");
        Session two = server.session("ada");
        Session hers = server.session("eve");
        begin(Visit.STREAM, one);
        begin(Visit.STREAM, one);
        begin(Visit.STREAM, two);

        assertThat(server.visit("GET", two.id(), "/", BEARER)).contains(" 429 ", "of one user");
        begin(Visit.STREAM, hers);
        assertThat(server.visit("GET", hers.id(), "/", BEARER)).contains(" 429 ", "in all");
        assertThat(server.slots.size()).isEqualTo(4);
    }

    @Test
    void whatIsRefusedOrOverHoldsNothing() throws IOException {
        Session session = server.session("ada");

        for (int i = 0; i < 5; i++) {
            assertThat(server.visit("GET", session.id(), "/", BEARER)).endsWith("\r\n\r\nhello");
            assertThat(server.visit("GET", session.id(), "/")).startsWith("HTTP/1.1 401 ");
            assertThat(server.visit("GET", session.id(), "/_steward/reload.js", BEARER))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(server.visit("GET", session.id(), "/_steward/none", BEARER))
                    .startsWith("HTTP/1.1 404 ");
        }

        assertThat(server.slots.size()).isZero();
    }

    private RawVisitor begin(Visit kind, Session session) throws IOException {
        int before = server.slots.size();
        RawVisitor visitor = server.visitor().send(kind.request(session));
        visitors.add(visitor);
        awaitHeld(before + 1);
        return visitor;
    }

    private void awaitHeld(int slots) {
        await().atMost(DEADLINE).until(() -> server.slots.size() == slots);
    }

    private Mono<Void> holdUp(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/socket" -> response.sendWebsocket((in, _) -> in.receive().then());
            case "/stream" ->
                response.sendString(Flux.concat(Mono.just("begun"), Mono.never()))
                        .then();
            case "/upload" -> request.receive().then();
            default -> Mono.never();
        };
    }
}
