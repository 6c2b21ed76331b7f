package dev.steward.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;

/** The architecture of a service as tests. A rule whose packages are empty fails, so that it cannot be forgotten. */
public final class ArchitectureRules {

    private static final String[] JDK = {"java..", "org.jspecify.."};
    private static final Set<String> CLOCKLESS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.ZonedDateTime",
            "java.time.OffsetDateTime");

    private final String root;
    private final Map<String, ArchRule> rules = new LinkedHashMap<>();

    private ArchitectureRules(String root) {
        this.root = root;
    }

    /** For a service without layers: what holds for all code. */
    public static ArchitectureRules flat(String root) {
        ArchitectureRules all = new ArchitectureRules(root);
        all.addCommon();
        return all;
    }

    /** For a service with a domain, ports, an application and adapters. */
    public static ArchitectureRules hexagonal(String root) {
        ArchitectureRules all = flat(root);
        all.addLayers();
        return all;
    }

    public Stream<DynamicTest> tests() {
        // The rules ask what other libraries' classes are called and nothing else of them.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        JavaClasses imported = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
        return rules.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(imported)));
    }

    /** By name; names are sentences. */
    Map<String, ArchRule> rules() {
        return Map.copyOf(rules);
    }

    private void addLayers() {
        rules.put(
                "the domain sees only the JDK, shared events and what policies are made of",
                onlySees("domain", "dev.steward.events..", "dev.steward.kit.policy..", root + ".domain.."));
        rules.put(
                "ports see the domain, shared events, policies and Reactor",
                onlySees(
                        "port",
                        "dev.steward.events..",
                        "dev.steward.kit.policy..",
                        "reactor..",
                        "org.reactivestreams..",
                        root + ".domain..",
                        root + ".port.."));
        rules.put(
                "the application sees domain, ports, policies and what carries its transactions",
                onlySees(
                        "application",
                        "dev.steward.events..",
                        "dev.steward.kit.policy..",
                        "reactor..",
                        "org.reactivestreams..",
                        "org.springframework.transaction..",
                        "dev.steward.kit.outbox..",
                        "dev.steward.kit.inbox..",
                        "dev.steward.kit.idempotency..",
                        root + ".domain..",
                        root + ".port..",
                        root + ".application.."));
        rules.put(
                "adapters do not know each other",
                slices().matching(root + ".adapter.(*)..").should().notDependOnEachOther());
    }

    private ArchRule onlySees(String layer, String... others) {
        String[] allowed = Stream.concat(Stream.of(JDK), Stream.of(others)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + "." + layer + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    private void addCommon() {
        rules.put(
                "only config wires beans",
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .resideOutsideOfPackage(root + ".config..")
                        .should()
                        .beAnnotatedWith(Bean.class));
        rules.put(
                "nothing but controllers is found by scanning",
                noClasses()
                        .that()
                        .resideOutsideOfPackage(root + ".config..")
                        .and()
                        .haveSimpleNameNotEndingWith("Application")
                        .should()
                        .beAnnotatedWith(Component.class)
                        .orShould()
                        .beAnnotatedWith(Service.class)
                        .orShould()
                        .beAnnotatedWith(Repository.class)
                        .orShould()
                        .beAnnotatedWith(Configuration.class));
        rules.put(
                "no field injection",
                noFields().should().beAnnotatedWith(Autowired.class).orShould().beAnnotatedWith(Value.class));
        rules.put(
                "block() only in listeners",
                noClasses()
                        .that()
                        .haveSimpleNameNotEndingWith("Listener")
                        .should()
                        .callMethodWhere(BLOCKS));
        rules.put("time comes from a Clock", noClasses().should().accessTargetWhere(READS_THE_CLOCK));
        rules.put(
                "no name says nothing",
                noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager|Processor|DTO|Base)"));
        rules.put(
                "no Lombok, JUnit 4 or commons-lang",
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "lombok..", "org.junit", "org.apache.commons.lang..", "org.apache.commons.lang3.."));
        rules.put("no cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
    }

    private static final DescribedPredicate<JavaAccess<?>> BLOCKS = DescribedPredicate.describe(
            "block",
            access ->
                    Set.of("block", "blockOptional", "blockFirst", "blockLast").contains(access.getName())
                            && access.getTargetOwner().getPackageName().startsWith("reactor.core.publisher"));

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_CLOCK =
            DescribedPredicate.describe("reads the system's clock", access -> {
                AccessTarget target = access.getTarget();
                String owner = target.getOwner().getName();
                boolean now = target.getName().equals("now")
                        && CLOCKLESS.contains(owner)
                        && target instanceof AccessTarget.MethodCallTarget call
                        && call.getRawParameterTypes().isEmpty();
                return now
                        || owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis");
            });
}
