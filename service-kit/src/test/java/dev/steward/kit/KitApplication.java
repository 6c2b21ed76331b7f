package dev.steward.kit;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** A service that has nothing but the kit; start it with {@link #LOCATION}. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class KitApplication {

    /** Keeps the kit's settings for tests out of the sight of services, which see the test-jar. */
    public static final String LOCATION = "spring.config.location=classpath:kit-test.yaml";
}
