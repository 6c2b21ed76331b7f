package dev.steward.session.adapter.preview;

import dev.steward.kit.passthrough.HopHeaders;
import dev.steward.kit.web.TrustedProxies;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import reactor.netty.http.server.HttpServerRequest;

/** What the code of a session hears of a request, and what a visitor hears of its answer. */
public record PreviewHeaders(TrustedProxies proxies) {

    /** Of the platform: credentials, identities, traces, where a request came from. */
    private static final Pattern PLATFORM = Pattern.compile("authorization|forwarded|x[-_]real[-_]ip|expect"
            + "|traceparent|tracestate|baggage|x[-_]trace[-_]id"
            + "|x[-_](?:forwarded|steward|user|auth|original|rewrite|remote|client|envoy).*");

    /** Browsers send a cookie without a name as its value alone, which then may look like the name of one. */
    private static final Pattern PLATFORM_COOKIE =
            Pattern.compile("[=\\s]*(?:__Host-|__Secure-)?steward_.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern DOMAIN = Pattern.compile("\\s*domain\\s*(?:=|$)", Pattern.CASE_INSENSITIVE);

    HttpHeaders request(HttpServerRequest request) {
        HttpHeaders passed = HopHeaders.without(request.requestHeaders());
        for (String name : passed.names()) {
            if (PLATFORM.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                passed.remove(name);
            }
        }
        String cookies = passed.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(cookie -> !cookie.isEmpty() && !isPlatformCookie(cookie))
                .collect(Collectors.joining("; "));
        if (cookies.isEmpty()) {
            passed.remove(HttpHeaderNames.COOKIE);
        } else {
            passed.set(HttpHeaderNames.COOKIE, cookies);
        }
        tellOrigin(request, passed);
        return passed;
    }

    private void tellOrigin(HttpServerRequest request, HttpHeaders passed) {
        InetAddress client =
                proxies.origin(request.remoteAddress(), request.requestHeaders().getAll("X-Forwarded-For"));
        if (client != null) {
            passed.set("X-Forwarded-For", client.getHostAddress());
        }
        passed.set("X-Forwarded-Proto", isOverTls(request) ? "https" : "http");
        String host = passed.get(HttpHeaderNames.HOST);
        if (host != null) {
            passed.set("X-Forwarded-Host", host);
        }
    }

    boolean isOverTls(HttpServerRequest request) {
        return proxies.isProxy(request.remoteAddress())
                && "https".equals(request.requestHeaders().get("X-Forwarded-Proto"));
    }

    /** A session sets cookies for its own host only, and none that are the platform's; it clears none of other hosts. */
    static void answer(HttpHeaders headers) {
        headers.remove("Clear-Site-Data");
        List<String> cookies = headers.getAll(HttpHeaderNames.SET_COOKIE).stream()
                .filter(cookie -> !isPlatformCookie(cookie.strip()))
                .map(PreviewHeaders::withoutDomain)
                .toList();
        headers.remove(HttpHeaderNames.SET_COOKIE);
        headers.add(HttpHeaderNames.SET_COOKIE, cookies);
    }

    private static boolean isPlatformCookie(String cookie) {
        return PLATFORM_COOKIE.matcher(cookie).matches();
    }

    private static String withoutDomain(String cookie) {
        return Arrays.stream(cookie.split(";", -1))
                .filter(part -> !DOMAIN.matcher(part).lookingAt())
                .collect(Collectors.joining(";"));
    }
}
