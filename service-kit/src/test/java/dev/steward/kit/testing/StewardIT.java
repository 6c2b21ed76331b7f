package dev.steward.kit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;

/**
 * Runs the service on a random port against real servers, with an empty database and an empty broker for the class:
 * {@link SuiteEnvironment} sets the {@code STEWARD_*} properties. Test methods may take {@link SuiteInfra}, {@link
 * TestDatabase} and {@link TestEvents} as parameters. On an abstract class, those that extend it share one service with its
 * database and its events, as long as they add nothing that makes another context; {@link SuiteOrder} keeps them
 * together. The context ends before another class begins, so that no two services of one consumer group are alive at a
 * time.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SuiteExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public @interface StewardIT {

    /** Further properties, as {@code name=value}. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};
}
