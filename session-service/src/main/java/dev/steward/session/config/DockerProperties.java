package dev.steward.session.config;

import dev.steward.session.adapter.docker.DockerSettings;
import dev.steward.session.adapter.docker.DockerSettings.Pull;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The docker runtime.
 *
 * @param enabled whether sessions can run as containers of a Docker engine
 * @param engine where its API is, {@code unix:///path} or {@code tcp://host:port}; it shares this host's folders and ports
 * @param owner tells this suite's containers from those of another one on the same engine; null for one made of the
 *     data folder
 * @param networks the range of addresses of which every session's network takes eight
 * @param startCpu processors a session may use until its page answers, when it has fewer; 0 for none but its own
 * @param processes a session may have so many at once
 * @param pull whether an image the engine does not have is fetched: {@code missing} or {@code never}
 * @param pullTimeout how long fetching an image may take
 * @param timeout of every other request to the engine
 */
@Validated
@ConfigurationProperties("steward.session.docker")
public record DockerProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("unix:///var/run/docker.sock") URI engine,

        @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}") @Nullable
        String owner,

        @DefaultValue("10.210.0.0/16") String networks,
        @DefaultValue("2") @Min(0) @Max(16) int startCpu,
        @DefaultValue("512") @Min(16) long processes,
        @DefaultValue("missing") Pull pull,

        @DefaultValue("PT2M") @DurationMin(seconds = 1) @DurationMax(minutes = 30)
        Duration pullTimeout,

        @DefaultValue("PT30S") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration timeout) {

    DockerSettings settings(SessionProperties session) {
        return new DockerSettings(
                engine,
                owner == null ? ownerOf(session) : owner,
                session.firstPort(),
                session.lastPort(),
                networks,
                startCpu * 1_000L,
                processes,
                pull,
                pullTimeout,
                timeout,
                session.stopGrace());
    }

    private static String ownerOf(SessionProperties session) {
        String folder = session.dataDir().toAbsolutePath().normalize().toString();
        return UUID.nameUUIDFromBytes(folder.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
