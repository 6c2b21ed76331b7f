package dev.steward.kit.passthrough;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Headers that belong to one connection (RFC 9110 §7.6.1), which end where it ends. */
public final class HopHeaders {

    private static final List<String> NAMES = List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Never of one connection, whatever it says: without them a body would be read as the next request. */
    private static final Set<String> END_TO_END = Set.of("content-length", "host");

    private HopHeaders() {}

    /** A copy without them, and without those that {@code Connection} names. */
    public static HttpHeaders without(HttpHeaders headers) {
        Set<String> gone = new TreeSet<>(NAMES);
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",", -1)) {
                gone.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        gone.removeAll(END_TO_END);
        HttpHeaders passed = new DefaultHttpHeaders();
        headers.forEach(header -> {
            if (!gone.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                passed.add(header.getKey(), header.getValue());
            }
        });
        return passed;
    }
}
