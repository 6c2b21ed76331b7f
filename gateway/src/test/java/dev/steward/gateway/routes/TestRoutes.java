package dev.steward.gateway.routes;

import dev.steward.gateway.upstream.CallSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;

/** Routes without the filters that requests on them pass. */
public final class TestRoutes {

    public static final CallSettings DEFAULTS = new CallSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            DataSize.ofMegabytes(1),
            3,
            Duration.ofMillis(50),
            10,
            2_000);

    private TestRoutes() {}

    static RouteSet read(Resource yaml) {
        return new RouteReader(
                        new MockEnvironment().withProperty("STEWARD_JOB_URL", "http://job:1"), DEFAULTS, List.of())
                .read(yaml);
    }

    static RouteSet read(String yaml) {
        return read(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
