package dev.steward.contracts.pact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.core.model.V4Pact;
import dev.steward.events.session.SessionStopped;
import dev.steward.events.session.SessionUsageSampled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PactFolderTest {

    @TempDir
    private Path contracts;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"consumer":                                                     | cannot be read as a pact
                    {}                                                               | is not a V4 pact
                    {"metadata":{"pactSpecification":{"version":"4.0"}}}             | is not a V4 pact
                    {"metadata":{"pactSpecification":{"version":"3.0.0"}},"interactions":[]} | is not a V4 pact
                    """)
    void saysWhichFileIsBroken(String content, String complaint, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a-b.json"), content);

        assertThatThrownBy(() -> PactFolder.read(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("contracts/pacts/a-b.json " + complaint)
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(1));
    }

    @Test
    void saysWhereACommittedPactIsNotWhatItsConsumerWrites() throws IOException {
        commit(usage(pact -> pact.needs(SessionUsageSampled.class, "session_id", "user_id")));

        assertThatThrownBy(() -> folder().holds(
                                "billing", List.of(usage(pact -> pact.needs(SessionUsageSampled.class, "session_id")))))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("contracts/pacts/billing-sessions.json is not what the code says now: line ")
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(1));
    }

    @Test
    void acceptsOnePactOfAllThatAConsumerNeedsOfAProvider() throws IOException {
        V4Pact usage = usage(pact -> pact.needs(SessionUsageSampled.class, "session_id"));
        V4Pact ends = usage(pact -> pact.needs(SessionStopped.class, "reason"));
        commit(usage, ends);

        folder().holds("billing", List.of(usage, ends));
        assertThat(folder().of("sessions")).singleElement().satisfies(pact -> assertThat(pact.getInteractions())
                .extracting(Interaction::getDescription)
                .containsExactly("session.stopped.v1", "session.usage-sampled.v1"));
    }

    @Test
    void refusesAPactThatItsConsumerDoesNotWriteAnyMore() throws IOException {
        V4Pact usage = usage(pact -> pact.needs(SessionUsageSampled.class, "session_id"));
        commit(usage);

        assertThatThrownBy(() -> folder().holds("billing", List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("contracts/pacts/billing-sessions.json is made by no test any more; ");
        folder().holds("someone-else", List.of());
        new PactFolder(contracts, true).holds("billing", List.of());
        assertThat(folder().files()).isEmpty();
    }

    @Test
    void aBrokenFileFailsWhoeverLooksForItsOwn() throws IOException {
        commit(usage(pact -> pact.needs(SessionUsageSampled.class, "session_id")));
        Path whole = folder().files().findFirst().orElseThrow();
        String text = Files.readString(whole);
        Files.writeString(whole, text.substring(0, text.length() / 2));

        assertThatThrownBy(() -> folder().of("someone-else"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("contracts/pacts/billing-sessions.json cannot be read as a pact: ")
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(1));
    }

    @Test
    void saysWhenAFileHoldsThePactOfOthers(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a-b.json"), """
                {"consumer":{"name":"x"},"provider":{"name":"y"},"interactions":[],
                 "metadata":{"pactSpecification":{"version":"4.0"}}}""");

        assertThatThrownBy(() -> PactFolder.read(file))
                .isInstanceOf(AssertionError.class)
                .hasMessage("contracts/pacts/a-b.json holds the pact of x-y.json.");
    }

    private PactFolder folder() {
        return new PactFolder(contracts, false);
    }

    private void commit(V4Pact... pacts) throws IOException {
        Files.createDirectories(contracts.resolve("pacts"));
        new PactFolder(contracts, true).holds("billing", List.of(pacts));
    }

    private static V4Pact usage(UnaryOperator<EventPact> needs) {
        return needs.apply(EventPact.between("billing", "sessions")).pact();
    }
}
