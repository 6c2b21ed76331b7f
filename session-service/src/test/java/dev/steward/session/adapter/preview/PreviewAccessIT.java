package dev.steward.session.adapter.preview;

import static dev.steward.session.adapter.preview.PreviewServer.BEARER;
import static dev.steward.session.adapter.preview.PreviewServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.kit.passthrough.RawVisitor;
import dev.steward.session.domain.Session;
import dev.steward.session.domain.SessionToken;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Who sees a preview, and which pages may ask for it with the cookie of somebody who may. */
class PreviewAccessIT extends PreviewFixture {

    private static final String COOKIE = "Cookie: steward_preview=" + TOKEN.text();
    private static final String OTHERS =
            "Authorization: Bearer " + SessionToken.fresh(new SecureRandom()).text();
    private static final String NO_SESSION = "01993bd0-6f00-7000-8000-00000000000a";
    private static final Pattern OF_ONE_ANSWER = Pattern.compile(
            "X-Trace-ID: \\S+|\"trace_id\":\"[^\"]*\"|content-length: \\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            Pattern.CASE_INSENSITIVE);

    PreviewAccessIT() {
        super(new PreviewServer());
    }

    @Test
    void nobodyLearnsWhichSessionsThereAre() throws IOException {
        Session deleted = server.session("ada");
        server.world.delete(deleted);
        for (String shown : new String[] {"X-None: 1", OTHERS, "Cookie: steward_preview=sst_x"}) {
            String ofAnothers = like(server.visit("GET", session.id(), "/", shown));

            assertThat(ofAnothers).startsWith("HTTP/1.1 401 ");
            assertThat(like(server.visit("GET", NO_SESSION, "/", shown))).isEqualTo(ofAnothers);
            assertThat(like(server.visit("GET", deleted.id(), "/", shown))).isEqualTo(ofAnothers);
        }
        assertThat(server.visit("GET", NO_SESSION, "/", BEARER)).startsWith("HTTP/1.1 401 ");
        assertThat(server.visit("GET", deleted.id(), "/", BEARER)).startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @CsvSource({
        // A page of the preview, and a person.
        "GET, same-origin, cors, , true",
        "POST, same-origin, cors, http://preview.test, true",
        "POST, none, navigate, , true",
        // Links to it and frames of it show it; nobody else sees what is in it.
        "GET, same-site, navigate, , true",
        "GET, cross-site, navigate, , true",
        "HEAD, same-site, navigate, , true",
        // A page of another session, which is the same site.
        "GET, same-site, no-cors, , false",
        "GET, same-site, cors, http://other.test, false",
        "POST, same-site, navigate, http://other.test, false",
        "POST, same-site, no-cors, http://other.test, false",
        "DELETE, cross-site, cors, http://other.test, false",
        "OPTIONS, same-site, cors, http://other.test, false",
        "GET, x, cors, , false",
        // Browsers that only name the origin, and what is none.
        "POST, , , http://preview.test, true",
        "POST, , , HTTPS://Preview.test, true",
        "POST, , , http://other.test, false",
        "POST, , , http://preview.test:81, false",
        "POST, , , http://preview.test.evil, false",
        "POST, , , null, false",
        "GET, , , http://other.test, false",
        "GET, , , , true",
        "POST, , , , true"
    })
    void onlyItsOwnPagesAskWithTheCookie(String method, String site, String mode, String origin, boolean may)
            throws IOException {
        String[] headers = {
            header("Sec-Fetch-Site", site), header("Sec-Fetch-Mode", mode), header("Origin", origin), COOKIE
        };

        assertThat(server.visit(method, session.id(), "/", headers)).startsWith("HTTP/1.1 " + (may ? "200 " : "403 "));
        headers[3] = BEARER;
        assertThat(server.visit(method, session.id(), "/", headers)).startsWith("HTTP/1.1 200 ");
        headers[3] = "X-None: 1";
        assertThat(server.visit(method, session.id(), "/", headers)).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://preview.test, , 101",
        "http://preview.test, same-origin, 101",
        "http://other.test, , 403",
        "http://other.test, same-site, 403",
        "http://other.test, same-origin, 403",
        "null, cross-site, 403",
        ", same-site, 403",
        ", , 101"
    })
    void onlyItsOwnPagesOpenItsSocketsWithTheCookie(String origin, String site, int status) throws IOException {
        server.answers(
                (_, response) -> response.sendWebsocket((in, _) -> in.receive().then()));
        try (RawVisitor visitor = server.visitor()) {
            String answer = visitor.send(PreviewServer.handshake(
                            session.id(), COOKIE, header("Origin", origin), header("Sec-Fetch-Site", site)))
                    .readTo(status == 101 ? "\r\n\r\n" : "}");

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(status == 101 || answer.contains("\"code\":\"forbidden\""))
                    .isTrue();
        }
    }

    @Test
    void overTlsTheCookieIsOneThatNoOtherHostCanSet() throws IOException {
        String plain = server.visit("GET", session.id(), "/", BEARER);
        String secure = server.visit("GET", session.id(), "/", BEARER, "X-Forwarded-Proto: https");

        assertThat(plain)
                .containsIgnoringCase(
                        "set-cookie: steward_preview=" + TOKEN.text() + "; Path=/; HttpOnly; SameSite=Strict\r\n");
        assertThat(secure)
                .containsIgnoringCase("set-cookie: __Host-steward_preview=" + TOKEN.text()
                        + "; Path=/; HttpOnly; SameSite=Strict; Secure\r\n");
        assertThat(server.visit("GET", session.id(), "/", "Cookie: __Host-steward_preview=" + TOKEN.text()))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aCookieThatAnotherHostSetShutsNobodyOut() throws IOException {
        assertThat(server.visit(
                        "GET",
                        session.id(),
                        "/",
                        "Cookie: steward_preview=sst_evil; steward_preview=x; steward_preview=" + TOKEN.text()))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steward_preview=evil",
                "=steward_preview=evil",
                "= \t=steward_preview=evil",
                "__Host-steward_preview=evil; Secure; Path=/",
                "__host-Steward_preview=evil",
                "steward_preview"
            })
    void aSessionSetsNoCookieOfThePlatform(String cookie) throws IOException {
        server.answers((_, response) -> response.addHeader("X-Session", "1")
                .addHeader("Set-Cookie", cookie)
                .sendString(Mono.just("hi")));

        assertThat(server.visit("GET", session.id(), "/", COOKIE))
                .contains("X-Session: 1")
                .doesNotContainIgnoringCase("set-cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"; Domain=test", "; Domain =test", ";\tDOMAIN\t= .test", "; Domain=a; domain = test", "; domain"
            })
    void aSessionSetsNoCookieForOtherHosts(String attributes) throws IOException {
        server.answers((_, response) -> response.addHeader("Set-Cookie", "mine=domain=1; Path=/" + attributes)
                .addHeader("Clear-Site-Data", "\"cookies\"")
                .sendString(Mono.just("hi")));

        assertThat(server.visit("GET", session.id(), "/", COOKIE))
                .containsIgnoringCase("set-cookie: mine=domain=1; Path=/\r\n")
                .doesNotContainIgnoringCase("clear-site-data");
    }

    private static String header(String name, String value) {
        return value == null ? "X-None: 1" : name + ": " + value;
    }

    /** Without what differs between two answers to the same question. */
    private static String like(String answer) {
        return OF_ONE_ANSWER.matcher(answer).replaceAll("-");
    }
}
