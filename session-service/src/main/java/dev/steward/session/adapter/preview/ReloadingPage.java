package dev.steward.session.adapter.preview;

import dev.steward.kit.passthrough.PassThrough;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Puts the reload script at the end of pages, while they stream past. A script after the last tag runs in every
 * browser, and whether the page reloads itself is known by then.
 */
final class ReloadingPage {

    private static final Set<String> PLACES_OF_PAGES = Set.of("document", "iframe", "frame");

    /** Of the bytes before they were changed. */
    private static final List<CharSequence> OF_THE_ORIGINAL = List.of(
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.ETAG,
            HttpHeaderNames.LAST_MODIFIED,
            HttpHeaderNames.ACCEPT_RANGES,
            HttpHeaderNames.CONTENT_MD5,
            "Digest",
            "Content-Digest",
            "Repr-Digest");

    private static final String POLICY = "Content-Security-Policy";

    private final String nonce;
    private final String since;

    /**
     * For one page.
     *
     * @param nonce fresh, for its policy
     * @param since what was told of its workspace before it was asked for
     */
    ReloadingPage(String nonce, String since) {
        this.nonce = nonce;
        this.since = since;
    }

    /** Whether the answer will be a page, as far as a request tells; what scripts fetch is left as it is. */
    static boolean mayBe(HttpServerRequest request) {
        HttpHeaders headers = request.requestHeaders();
        return request.method().equals(HttpMethod.GET)
                && !PassThrough.isSocket(request)
                && PLACES_OF_PAGES.contains(headers.get("Sec-Fetch-Dest", "document"))
                && !headers.contains("X-Requested-With");
    }

    /** Has a page come whole and plain: it is another one than the session knows. */
    static void askPlainly(HttpHeaders headers) {
        if (headers.get(HttpHeaderNames.ACCEPT, "").contains("text/html")) {
            headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
            headers.remove(HttpHeaderNames.IF_NONE_MATCH);
            headers.remove(HttpHeaderNames.IF_MODIFIED_SINCE);
        }
    }

    static boolean is(int status, HttpHeaders headers) {
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        return status == 200
                && type.startsWith("text/html")
                // The script is written in letters that are the same in every other encoding.
                && !type.contains("utf-16")
                && !type.contains("utf-32")
                && encoding.equalsIgnoreCase("identity")
                && !headers.get(HttpHeaderNames.CONTENT_DISPOSITION, "")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("attachment");
    }

    void head(HttpHeaders headers) {
        OF_THE_ORIGINAL.forEach(headers::remove);
        List<String> policies = headers.getAll(POLICY).stream()
                .map(policy -> PagePolicy.admitting(policy, nonce))
                .toList();
        if (!policies.isEmpty()) {
            headers.set(POLICY, policies);
        }
    }

    Flux<ByteBuf> body(Flux<ByteBuf> page) {
        return Flux.defer(() -> {
            HotReload own = new HotReload();
            return page.doOnNext(own::read)
                    .concatWith(Flux.defer(() -> own.isThere() ? Flux.empty() : Flux.just(tag())));
        });
    }

    private ByteBuf tag() {
        return Unpooled.copiedBuffer(
                "<script src=\"%s\" data-since=\"%s\" nonce=\"%s\" async></script>"
                        .formatted(PreviewChanges.SCRIPT, since, nonce),
                StandardCharsets.US_ASCII);
    }
}
