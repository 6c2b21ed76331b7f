package dev.steward.gateway.routes;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.ResourceUtils;

/** Where the routes are, and how often a file outside of the jar is looked at for a change. */
public record RouteSettings(
        @DefaultValue("classpath:routes.yaml") String file,
        @DefaultValue("1s") Duration checkInterval) {

    public RouteSettings {
        if (!checkInterval.isPositive()) {
            throw new IllegalArgumentException("steward.gateway.routes: check-interval has to be positive");
        }
    }

    /** Whether it is a file that can change while the gateway runs. */
    boolean isOutside() {
        return !file.startsWith("classpath:");
    }

    /** As a location; a path alone is one of a file. */
    public String location() {
        return ResourceUtils.isUrl(file) ? file : "file:" + file;
    }
}
