package dev.steward.job.adapter.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvHeaderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '#',
            value = {"a,b,c!,", "a;b;c!;", "a|b|c!|", "a;b,c;d!;", "a!,", "\"x;y;z\",b!,"})
    void takesTheDelimiterTheHeaderHoldsMostOf(String line, char delimiter) throws Exception {
        assertThat(header(line + "\n1,2,3\n").delimiter()).isEqualTo(delimiter);
    }

    @Test
    void takesATab() throws Exception {
        assertThat(header("a\tb\n").names()).containsExactly("a", "b");
    }

    @Test
    void readsQuotedNames() throws Exception {
        assertThat(header("\"a,x\",\"say \"\"hi\"\"\",\"two\nlines\"\n1,2,3\n").names())
                .containsExactly("a,x", "say \"hi\"", "two\nlines");
    }

    @Test
    void keepsNamesThatRepeatAndNamesThoseThatHaveNone() throws Exception {
        assertThat(header("a,a,,\"\"\r\n").names()).containsExactly("a", "a", "column_3", "column_4");
    }

    @Test
    void stripsSpaceAndTheByteOrderMark() throws Exception {
        assertThat(header("\uFEFF a , b \n").names()).containsExactly("a", "b");
    }

    @Test
    void readsAHeaderWithoutLineEnd() throws Exception {
        assertThat(header("a,b").names()).containsExactly("a", "b");
    }

    @Test
    void refusesAHeaderThatDoesNotEnd() {
        assertThatExceptionOfType(UnreadableDatasetException.class).isThrownBy(() -> header("\"a,b\n1,2\n"));
        assertThatExceptionOfType(UnreadableDatasetException.class).isThrownBy(() -> header("a".repeat(2_000_000)));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatExceptionOfType(UnreadableDatasetException.class)
                .isThrownBy(() -> CsvHeader.read(write(new byte[] {'a', (byte) 0xff, (byte) 0xfe, '\n'})))
                .withMessageContaining("not UTF-8");
    }

    private CsvHeader header(String text) throws IOException, UnreadableDatasetException {
        return CsvHeader.read(write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("data.csv"), bytes);
    }
}
