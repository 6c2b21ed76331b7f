package dev.steward.session.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TemplatePropertiesTest {

    @Test
    void defaultsArePinned() {
        assertThat(bind(Map.of()))
                .isEqualTo(new TemplateProperties(
                        "eclipse-temurin:25-jdk", "node:24-slim", "eclipse-temurin:25-jdk", "python:3.13-slim"));
    }

    @Test
    void namesArePinned() {
        TemplateProperties properties = bind(Map.of(
                "steward.session.templates.static-image", "nginx",
                "steward.session.templates.node-image", "node:22",
                "steward.session.templates.java-image", "openjdk:25",
                "steward.session.templates.python-image", "python:3"));

        assertThat(properties).isEqualTo(new TemplateProperties("nginx", "node:22", "openjdk:25", "python:3"));
        assertThat(properties.images())
                .isEqualTo(Map.of("static", "nginx", "node", "node:22", "java", "openjdk:25", "python", "python:3"));
        assertThat(properties.isMadeOfImages()).isTrue();
        assertThat(new TemplateProperties("nginx", "--privileged", "x", "y").isMadeOfImages())
                .isFalse();
    }

    private static TemplateProperties bind(Map<String, String> properties) {
        return new Binder(List.of(new MapConfigurationPropertySource(properties)))
                .bindOrCreate("steward.session.templates", TemplateProperties.class);
    }
}
