package dev.steward.cost.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cost.InvalidPriceListException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CostConfigurationTest {

    @Test
    void badPriceListEndsTheStartWithAllItsProblems(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prices.yaml"), "{version: v1, currency: euro, prices: {}}");

        new ApplicationContextRunner()
                .withUserConfiguration(CostConfiguration.class)
                .withPropertyValues("steward.cost.price-list=" + file)
                .run(context -> {
                    assertThat(context).getFailure().hasRootCauseInstanceOf(InvalidPriceListException.class);
                    FailureAnalysis analysis = new InvalidPriceListAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains(file.toString(), "currency", "prices.cpu_second", "prices.memory_gib_second");
                });
    }
}
