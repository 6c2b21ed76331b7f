package dev.steward.session.adapter.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steward.session.domain.Exit;
import dev.steward.session.domain.Given;
import dev.steward.session.domain.Resources;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionSpec;
import dev.steward.session.domain.Setup;
import dev.steward.session.domain.Templates;
import dev.steward.session.port.LaunchOutcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesOnHostTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Templates TEMPLATES = new Templates(Map.of());

    @TempDir
    private Path data;

    private HostFixture host;

    @AfterEach
    void leaveNothing() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "node", "java", "python"})
    void anEmptyWorkspaceAnswers(String template) throws Exception {
        Session session = prepared(template, Map.of());

        launch(session);

        assertThat(get(session, "/").statusCode()).isBetween(200, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "node", "java", "python"})
    void filesOfAWorkspaceWithoutAProgramAreServed(String template) throws Exception {
        Session session = prepared(template, Map.of("index.html", "<h1>hello</h1>"));

        launch(session);

        assertThat(get(session, "/").body()).contains("<h1>hello</h1>");
    }

    @Test
    void nodeRunsTheScriptOfAPackage() throws Exception {
        Session session = prepared("node", Map.of("package.json", """
                {"type": "module", "scripts": {"dev": "node dev.js", "start": "exit 1"}}""", "dev.js", """
                import { createServer } from "http";
                createServer((_, response) => response.end("dev " + process.env.COLOUR))
                    .listen(process.env.PORT, process.env.HOST);"""));

        launch(session);

        assertThat(get(session, "/").body()).isEqualTo("dev blue");
    }

    @Test
    void nodeRunsAServerWithoutAPackage() throws Exception {
        Session session = prepared("node", Map.of("server.js", """
                require("http").createServer((_, response) => response.end("server")).listen(process.env.PORT, process.env.HOST)"""));

        launch(session);

        assertThat(get(session, "/").body()).isEqualTo("server");
    }

    @Test
    void javaRunsASourceFile() throws Exception {
        Session session = prepared("java", Map.of("Main.java", """
                void main() throws Exception {
                    var at = new java.net.InetSocketAddress(System.getenv("HOST"), Integer.parseInt(System.getenv("PORT")));
                    var server = com.sun.net.httpserver.HttpServer.create(at, 0);
                    server.createContext("/", exchange -> {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write("java".getBytes());
                        exchange.close();
                    });
                    server.start();
                }"""));

        launch(session);

        assertThat(get(session, "/").body()).isEqualTo("java");
    }

    @Test
    void pythonRunsAProgram() throws Exception {
        Session session = prepared("python", Map.of("app.py", """
                import http.server, os
                class Page(http.server.BaseHTTPRequestHandler):
                    def do_GET(self):
                        self.send_response(200)
                        self.end_headers()
                        self.wfile.write(b"python")
                http.server.HTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Page).serve_forever()"""));

        launch(session);

        assertThat(get(session, "/").body()).isEqualTo("python");
    }

    @Test
    void aTemplateWithoutItsCommandIsNotOfferedAndRefusedBeforeAnythingRuns() throws IOException {
        Path empty = Files.createDirectory(data.resolve("empty"));
        HostLimits limits = HostFixture.LIMITS;
        host = new HostFixture(
                data,
                HostFixture.JAVA,
                new HostLimits(
                        empty.toString(),
                        limits.setupTimeout(),
                        limits.mostProcesses(),
                        limits.mostFiles(),
                        limits.memoryInterval(),
                        limits.diskInterval(),
                        limits.controlGroups()));
        Session session = session("node");

        assertThat(host.runtime().offers(TEMPLATES.named("node").orElseThrow())).isFalse();
        assertThat(host.runtime().launch(session).block(DEADLINE))
                .isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Exit.COMMAND_MISSING);
                    assertThat(refused.detail()).contains("node");
                });
        assertThat(host.processes(session)).isEmpty();
    }

    @Test
    void anImageOrAnUnknownTemplateIsNotForThisHost() {
        host = new HostFixture(data);

        assertThat(host.runtime().offers(TEMPLATES.named("image").orElseThrow()))
                .isFalse();
        assertThat(host.runtime().launch(session("image")).block(DEADLINE)).isInstanceOf(LaunchOutcome.Refused.class);
        assertThat(host.runtime().launch(session("../../bin/sh")).block(DEADLINE))
                .isInstanceOf(LaunchOutcome.Refused.class);
    }

    private Session prepared(String template, Map<String, String> files) throws IOException {
        host = new HostFixture(PreparedFileServer.in(data));
        assumeTrue(host.runtime().offers(TEMPLATES.named(template).orElseThrow()));
        Session session = session(template);
        host.homes().prepare(session);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(host.folders.workspace(session.id()).resolve(file.getKey()), file.getValue());
        }
        return session;
    }

    private Session session(String template) {
        SessionSpec spec =
                new SessionSpec(template, null, Resources.USUAL, Map.of("COLOUR", "blue"), List.of(), null, Setup.NONE);
        int port = host.runtime().freePort().blockOptional(DEADLINE).orElseThrow();
        return Given.pending(14, port, spec).start(Given.NOW).after();
    }

    private void launch(Session session) {
        assertThat(host.runtime().launch(session).block(DEADLINE)).isInstanceOf(LaunchOutcome.Launched.class);
        await().atMost(DEADLINE)
                .until(() ->
                        host.runtime().answers(session).blockOptional(DEADLINE).orElseThrow());
    }

    private static HttpResponse<String> get(Session session, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create(session.placement().directAddress() + path);
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
