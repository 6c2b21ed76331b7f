package dev.steward.kit.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of HTTP.
 *
 * @param maxBody largest JSON body
 */
@ConfigurationProperties("steward.web")
public record WebProperties(@DefaultValue("1MB") DataSize maxBody) {}
