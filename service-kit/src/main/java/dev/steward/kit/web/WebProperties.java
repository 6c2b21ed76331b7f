package dev.steward.kit.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of HTTP.
 *
 * @param maxBody largest JSON body
 * @param trustedProxies networks whose word about where a request came from is taken: by that failures are counted, and
 *     policies judge networks, places and the context of a trust score
 */
@ConfigurationProperties("steward.web")
public record WebProperties(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue({"127.0.0.0/8", "::1/128"}) List<String> trustedProxies) {}
