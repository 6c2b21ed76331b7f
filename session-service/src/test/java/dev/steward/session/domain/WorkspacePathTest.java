package dev.steward.session.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"index.html", "a/b/c", ".env", "...", "a b", "ünï", "; rm -rf ", "$(x)", "a\\b", "..a", "-rf"})
    void takesPlainNames(String path) {
        assertThat(WorkspacePath.refusal(path)).isNull();
        assertThat(String.join("/", WorkspacePath.of(path).names())).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "a//b",
                "a/",
                "..",
                "../x",
                "a/../b",
                ".",
                "a/./b",
                "a\0b",
                "a\nb",
                "\u007f"
            })
    void refusesWhatIsNoPlainName(String path) {
        assertThat(WorkspacePath.refusal(path)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> WorkspacePath.of(path));
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThat(WorkspacePath.refusal("a".repeat(255))).isNull();
        assertThat(WorkspacePath.refusal("a".repeat(256))).contains("255");
        assertThat(WorkspacePath.refusal("ü".repeat(128))).contains("255");
        assertThat(WorkspacePath.refusal("a/".repeat(63) + "a")).isNull();
        assertThat(WorkspacePath.refusal("a/".repeat(64) + "a")).contains("64");
        assertThat(WorkspacePath.refusal("x".repeat(10_000))).contains("4096");
    }

    @Test
    void tellsFoldersFromFile() {
        WorkspacePath path = WorkspacePath.of("a/b/c.txt");

        assertThat(path.folders()).containsExactly("a", "b");
        assertThat(path.file()).isEqualTo("c.txt");
    }
}
