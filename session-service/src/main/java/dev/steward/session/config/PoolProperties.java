package dev.steward.session.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many sessions are started before anybody asks for them.
 *
 * @param pool the number by template, such as {@code static} in the usual runtime and {@code docker.static} in another;
 *     none of a template that is not named
 */
@Validated
@ConfigurationProperties("steward.session")
record PoolProperties(@DefaultValue Map<String, @Min(0) @Max(100) Integer> pool) {}
