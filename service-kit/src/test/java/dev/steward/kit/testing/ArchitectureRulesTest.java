package dev.steward.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A rule that nothing can break protects nothing: each has to fail on a service that breaks all of them. */
class ArchitectureRulesTest {

    private static final String BAD = "dev.steward.kit.testing.badservice";
    private static final String EMPTY = "dev.steward.kit.testing.nothinghere";

    @TestFactory
    Stream<DynamicTest> everyRuleFailsOnItsBadFixture() {
        JavaClasses bad = new ClassFileImporter().importPackages(BAD);
        return rules(BAD)
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> assertThat(
                                rule.getValue().evaluate(bad).hasViolation())
                        .isTrue()));
    }

    @TestFactory
    Stream<DynamicTest> everyLayerRuleFailsOnAnEmptyPackage() {
        JavaClasses bad = new ClassFileImporter().importPackages(BAD);
        return rules(EMPTY)
                .filter(rule -> rule.getKey().contains(" see"))
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> assertThatThrownBy(
                                () -> rule.getValue().check(bad))
                        .isInstanceOf(AssertionError.class)));
    }

    private static Stream<Map.Entry<String, ArchRule>> rules(String root) {
        return ArchitectureRules.hexagonal(root).rules().entrySet().stream();
    }
}
