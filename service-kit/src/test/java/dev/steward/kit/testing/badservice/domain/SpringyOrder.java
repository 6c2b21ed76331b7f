package dev.steward.kit.testing.badservice.domain;

import org.springframework.core.Ordered;

/** Breaks: the domain sees only the JDK and shared events. */
public class SpringyOrder implements Ordered {

    @Override
    public int getOrder() {
        return 0;
    }
}
