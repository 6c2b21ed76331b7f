package dev.steward.session.config;

import dev.steward.session.domain.ImageReference;
import dev.steward.session.domain.Templates;
import jakarta.validation.constraints.AssertTrue;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** The images of the templates, for runtimes that have images. */
@Validated
@ConfigurationProperties("steward.session.templates")
public record TemplateProperties(
        @DefaultValue("eclipse-temurin:25-jdk") String staticImage,
        @DefaultValue("node:24-slim") String nodeImage,
        @DefaultValue("eclipse-temurin:25-jdk") String javaImage,
        @DefaultValue("python:3.13-slim") String pythonImage) {

    @AssertTrue(message = "the images of templates: each " + ImageReference.RULE)
    public boolean isMadeOfImages() {
        return images().values().stream().allMatch(ImageReference::isValid);
    }

    Map<String, String> images() {
        return Map.of(
                Templates.STATIC, staticImage,
                Templates.NODE, nodeImage,
                Templates.JAVA, javaImage,
                Templates.PYTHON, pythonImage);
    }
}
