package dev.steward.kit.passthrough;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;

/**
 * Where a request goes on to, and as what.
 *
 * @param server scheme, host and port
 * @param target path and query as they are to be sent, not normalised
 * @param headers all that are sent, hop-by-hop ones left out
 */
public record Onward(URI server, String target, HttpHeaders headers, AnswerEdit answer) {

    String http() {
        return server.getScheme() + "://" + server.getRawAuthority() + target;
    }

    String socket() {
        return ("https".equals(server.getScheme()) ? "wss" : "ws") + "://" + server.getRawAuthority() + target;
    }
}
