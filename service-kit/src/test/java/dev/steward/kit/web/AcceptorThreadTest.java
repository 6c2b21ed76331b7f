package dev.steward.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

class AcceptorThreadTest {

    private static final String PROPERTY = "reactor.netty.ioSelectCount";

    private final String before = System.clearProperty(PROPERTY);

    @Configuration
    static class Nothing {}

    @AfterEach
    void asBefore() {
        System.clearProperty(PROPERTY);
        if (before != null) {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void isOneUnlessTheCommandLineSaysOtherwise() {
        start();
        assertThat(System.getProperty(PROPERTY)).isEqualTo("1");

        System.setProperty(PROPERTY, "2");
        start();
        assertThat(System.getProperty(PROPERTY)).isEqualTo("2");
    }

    private static void start() {
        new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .run()
                .close();
    }
}
