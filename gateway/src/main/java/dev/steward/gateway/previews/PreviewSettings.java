package dev.steward.gateway.previews;

import dev.steward.kit.passthrough.PassThroughSettings;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The listener of previews and how it calls session-service.
 *
 * @param address where it listens
 * @param port on which; 0 for any
 * @param upstream session-service
 * @param timeout for the head of an answer; longer than session-service gives a session, which then says so itself
 * @param bodyIdle longest time in which nothing of the body of a request goes on; longer than session-service allows
 * @param idle longest silence inside the body of an answer
 * @param ping how often the client of a socket is asked whether it is there
 * @param connections to session-service at most
 */
@ConfigurationProperties("steward.previews")
public record PreviewSettings(
        @DefaultValue("127.0.0.1") InetAddress address,
        @DefaultValue("8090") int port,
        @DefaultValue("http://127.0.0.1:8082") URI upstream,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("35s") Duration timeout,
        @DefaultValue("70s") Duration bodyIdle,
        @DefaultValue("15m") Duration idle,
        @DefaultValue("30s") Duration ping,
        @DefaultValue("1000") int connections) {

    public PreviewSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("steward.previews.port: 0 to 65535");
        }
    }

    public PassThroughSettings calls() {
        return new PassThroughSettings(connectTimeout, timeout, bodyIdle, idle, ping, connections);
    }
}
