package dev.steward.kit.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Import it to have {@link TestTokens} and {@link TestProjects} in place of the keys and trust state of a suite. */
@TestConfiguration(proxyBeanMethods = false)
public class TestSecurity {

    @Bean
    public TestTokens testTokens() {
        return new TestTokens();
    }

    @Bean
    public TestProjects testProjects() {
        return new TestProjects();
    }
}
