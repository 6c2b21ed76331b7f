package dev.steward.session.adapter.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class ReloadingPageTest {

    private static final String TAG =
            "<script src=\"/_steward/reload.js\" data-since=\"e-1\" nonce=\"n\" async></script>";

    private final ReloadingPage page = new ReloadingPage("n", "e-1");

    @Test
    void putsTheScriptAtTheEnd() {
        assertThat(through("<html><body>hi", "</body></html>")).isEqualTo("<html><body>hi</body></html>" + TAG);
        assertThat(through("")).isEqualTo(TAG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script type=\"module\" src=\"/@vite/client\"></script>",
                "<script src=\"/_next/static/chunks/main.js\"></script>",
                "new EventSource('/__webpack_hmr')",
                "webpack-dev-server/client",
                "http://localhost:35729/livereload.js?snipver=1",
                "/browser-sync/browser-sync-client.js",
            })
    void leavesPagesThatReloadThemselvesAsTheyAre(String mark) {
        String whole = "<html>" + mark + "</html>";

        assertThat(through(whole)).isEqualTo(whole);
        // Cut anywhere, a mark is one.
        for (int cut = 1; cut < whole.length(); cut++) {
            assertThat(through(whole.substring(0, cut), whole.substring(cut))).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, text/html, , , true",
        "200, Text/HTML; charset=utf-8, identity, , true",
        "200, text/html; charset=utf-16le, , , false",
        "200, text/html, gzip, , false",
        "200, text/html, , attachment; filename=a.html, false",
        "200, text/plain, , , false",
        "200, application/xhtml+xml, , , false",
        "206, text/html, , , false",
        "404, text/html, , , false",
    })
    void isAPlainPageThatWasFound(int status, String type, String encoding, String disposition, boolean is) {
        HttpHeaders headers = new DefaultHttpHeaders().set("Content-Type", type);
        if (encoding != null) {
            headers.set("Content-Encoding", encoding);
        }
        if (disposition != null) {
            headers.set("Content-Disposition", disposition);
        }

        assertThat(ReloadingPage.is(status, headers)).isEqualTo(is);
    }

    @Test
    void saysNothingOfThePageThatIsNotSoAnyMore() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("Content-Length", "3")
                .set("ETag", "\"a\"")
                .set("Last-Modified", "Mon, 02 Mar 2026 10:00:00 GMT")
                .set("Accept-Ranges", "bytes")
                .set("Content-Type", "text/html")
                .set("Content-Security-Policy", "script-src a");

        page.head(headers);

        assertThat(headers.names()).containsExactlyInAnyOrder("Content-Type", "Content-Security-Policy");
        assertThat(headers.get("Content-Security-Policy")).isEqualTo("script-src a 'self'");
    }

    private String through(String... pieces) {
        Flux<ByteBuf> in =
                Flux.fromIterable(List.of(pieces)).map(piece -> Unpooled.copiedBuffer(piece, StandardCharsets.UTF_8));
        return String.join(
                "",
                page.body(in)
                        .map(piece -> piece.toString(StandardCharsets.UTF_8))
                        .collectList()
                        .blockOptional(Duration.ofSeconds(10))
                        .orElseThrow());
    }
}
