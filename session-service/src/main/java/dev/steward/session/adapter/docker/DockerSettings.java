package dev.steward.session.adapter.docker;

import java.net.URI;
import java.time.Duration;

/**
 * What the docker runtime needs to know.
 *
 * @param engine where the engine's API is, {@code unix:///var/run/docker.sock} or {@code tcp://host:port}
 * @param owner tells the containers of this suite from those of another one on the same engine
 * @param firstPort the range of the host's loopback ports that pages are published on
 * @param networks from which the network of each session takes a part, such as {@code 10.210.0.0/16}
 * @param startCpuMillis thousandths of a processor a container may use until its page answers, when its session has fewer
 * @param processes a session may have so many at once
 * @param pull whether an image the engine does not have is fetched
 * @param pullTimeout how long that may take
 * @param timeout of every other request
 * @param stopGrace how long a session may take to end after it was asked to
 */
public record DockerSettings(
        URI engine,
        String owner,
        int firstPort,
        int lastPort,
        String networks,
        long startCpuMillis,
        long processes,
        Pull pull,
        Duration pullTimeout,
        Duration timeout,
        Duration stopGrace) {

    /** What becomes of an image the engine does not have. */
    public enum Pull {
        MISSING,
        NEVER
    }
}
