package dev.steward.kit.web;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Gives the acceptance of connections a thread of its own. One that serves requests as well comes to it too seldom under
 * overload: one request in eight got no answer within 30 s, because nobody had accepted its connection.
 */
final class AcceptorThread implements EnvironmentPostProcessor {

    /** Read by Reactor Netty once, before its first server starts; there is no setting of Spring Boot for it. */
    static final String ACCEPTORS = "reactor.netty.ioSelectCount";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (System.getProperty(ACCEPTORS) == null) {
            System.setProperty(ACCEPTORS, "1");
        }
    }
}
