package dev.steward.gateway.security;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which hosts a request may name: services are told, so that it has to be one and nothing but one. */
public final class RequestHost {

    /** A name, an IPv4 address or an IPv6 address in brackets, and perhaps a port (RFC 9110 §7.2). */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

    private RequestHost() {}

    /** Why the headers are refused, or null if there is one plain host; nobody has to name one in HTTP/1.0. */
    public static @Nullable String refusal(List<String> hosts, boolean mayBeMissing) {
        if (hosts.isEmpty()) {
            return mayBeMissing ? null : "The request names no host.";
        }
        return hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches()
                ? null
                : "The request does not name one host.";
    }
}
