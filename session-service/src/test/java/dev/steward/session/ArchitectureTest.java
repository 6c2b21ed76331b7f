package dev.steward.session;

import dev.steward.kit.testing.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> followsTheSuitesRules() {
        return ArchitectureRules.hexagonal("dev.steward.session").tests();
    }
}
