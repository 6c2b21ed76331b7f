package dev.steward.session.adapter.preview;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Set;

/**
 * Who made a request that carries a cookie. To browsers all previews below one domain are the same site, so that a page
 * of one session can have them send the cookie to another: only the origin tells the two apart.
 */
final class RequestSite {

    /** A page of this very preview, or a person who wrote the address. */
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private static final Set<HttpMethod> ONLY_LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private RequestSite() {}

    /** Whether it is one that a page of another origin may not have made with the cookie. */
    static boolean isForeign(HttpMethod method, HttpHeaders headers) {
        return !isOwn(headers) && !isVisit(method, headers);
    }

    private static boolean isOwn(HttpHeaders headers) {
        List<String> sites = headers.getAll("Sec-Fetch-Site");
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        // All browsers name the origin of a socket; older ones, and what is none, do not say more of anything.
        boolean byOrigin = sites.isEmpty() || (isSocket(headers) && !origins.isEmpty());
        return byOrigin ? origins.stream().allMatch(origin -> isHost(origin, headers)) : OWN.containsAll(sites);
    }

    private static boolean isSocket(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.UPGRADE);
    }

    /** Whoever follows a link, or shows the preview in a frame, does not see what is in it and changes nothing. */
    private static boolean isVisit(HttpMethod method, HttpHeaders headers) {
        return ONLY_LOOKING.contains(method)
                && headers.getAll("Sec-Fetch-Mode").equals(List.of("navigate"))
                && !isSocket(headers);
    }

    private static boolean isHost(String origin, HttpHeaders headers) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(headers.get(HttpHeaderNames.HOST, ""));
    }
}
