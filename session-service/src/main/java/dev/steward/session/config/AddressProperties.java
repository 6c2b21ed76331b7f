package dev.steward.session.config;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where clients are told to find sessions.
 *
 * @param preview the address of the gateway's previews, with {@code {session_id}} in the place of the id
 */
@Validated
@ConfigurationProperties("steward.session.addresses")
public record AddressProperties(
        @DefaultValue("http://{session_id}.localhost:8090/")
        @Pattern(regexp = "https?://.*\\{session_id\\}.*", message = "must be a URL with {session_id} in it")
        String preview) {}
