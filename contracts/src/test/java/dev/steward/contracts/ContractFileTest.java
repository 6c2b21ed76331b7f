package dev.steward.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractFileTest {

    private static final String NAME = "openapi/a.yaml";
    private static final String HOW =
            "; if that is meant, run `mvn verify -Dcontracts.update=true` and commit what it writes";

    @TempDir
    private Path folder;

    @Test
    void acceptsWhatIsCommitted() throws IOException {
        commit("a: 1\n");

        assertThatCode(() -> compared().holds("a: 1\n")).doesNotThrowAnyException();
    }

    @Test
    void namesTheFirstLineThatDiffers() throws IOException {
        commit("a: 1\nb: 2\nc: 3\n");

        assertFails(
                () -> compared().holds("a: 1\n  b: 4\n"),
                " is not what the code says now: line 2 is `b: 2` and would be `b: 4`" + HOW
                        + " (the fresh one is target/contracts/openapi/a.yaml)");
        assertFails(
                () -> compared().holds("a: 1\nb: 2\n"),
                " is not what the code says now: line 3 is `c: 3` and would be ``" + HOW
                        + " (the fresh one is target/contracts/openapi/a.yaml)");
    }

    @Test
    void missesWhatWasNeverCommitted() {
        assertFails(() -> compared().holds("a: 1\n"), " is missing" + HOW);
    }

    @Test
    void refusesWhatNothingMakesAnyMore() throws IOException {
        assertThatCode(() -> compared().isAbsent()).doesNotThrowAnyException();
        commit("a: 1\n");

        assertFails(() -> compared().isAbsent(), " is made by no test any more" + HOW);
    }

    @Test
    void writesAndRemovesWhenToldTo() throws IOException {
        ContractFile updated = new ContractFile(folder, NAME, true);

        updated.holds("a: 1\n");
        assertThat(folder.resolve(NAME)).hasContent("a: 1\n");
        updated.isAbsent();
        assertThat(folder.resolve(NAME)).doesNotExist();
    }

    private ContractFile compared() {
        return new ContractFile(folder, NAME, false);
    }

    private void commit(String content) throws IOException {
        Files.createDirectories(folder.resolve("openapi"));
        Files.writeString(folder.resolve(NAME), content);
    }

    private static void assertFails(ThrowingCallable call, String complaint) {
        assertThatThrownBy(call).isInstanceOf(AssertionError.class).hasMessage("contracts/" + NAME + complaint);
    }
}
