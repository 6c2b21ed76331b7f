package dev.steward.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A committed file under {@code contracts/} that the build makes anew and compares. */
public final class ContractFile {

    private static final String UPDATE = "contracts.update";

    private final String name;
    private final Path path;
    private final boolean updating;

    /** One below another folder than that of the project. */
    public ContractFile(Path folder, String name, boolean updating) {
        this.name = name;
        this.path = folder.resolve(name);
        this.updating = updating;
    }

    /** Whether this build rewrites the committed files instead of comparing; what is written then, the next verifies. */
    public static boolean isUpdating() {
        return Boolean.getBoolean(UPDATE);
    }

    /** The one with this path below {@code contracts/}. */
    public static ContractFile of(String name) {
        return new ContractFile(folder(), name, isUpdating());
    }

    /** The folder itself, found from whichever module's directory the test runs in. */
    public static Path folder() {
        for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("contracts");
            if (Files.isRegularFile(folder.resolve("README.md"))) {
                return folder;
            }
        }
        throw new AssertionError(
                "there is no contracts/README.md above " + Path.of("").toAbsolutePath());
    }

    /** As {@link #holds}, in YAML with the order of keys as they come. */
    public void holdsYaml(Map<String, ?> document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(120);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        holds(new Yaml(options).dump(document));
    }

    /** Fails, naming file and line, unless this is what the file holds; the fresh one is kept in {@code target/}. */
    public void holds(String content) {
        Path fresh = Path.of("target", "contracts").resolve(name);
        write(fresh, content);
        if (updating) {
            write(path, content);
            return;
        }
        if (!Files.exists(path)) {
            throw new AssertionError("contracts/" + name + " is missing; " + howToUpdate());
        }
        String committed = read();
        if (!committed.equals(content)) {
            throw new AssertionError("contracts/" + name + " is not what the code says now: "
                    + firstDifference(committed, content) + "; " + howToUpdate() + " (the fresh one is " + fresh + ")");
        }
    }

    /** Fails if there is such a file, which nothing makes any more. */
    public void isAbsent() {
        if (updating) {
            delete();
        } else if (Files.exists(path)) {
            throw new AssertionError("contracts/" + name + " is made by no test any more; " + howToUpdate());
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstDifference(String committed, String fresh) {
        List<String> was = committed.lines().toList();
        List<String> is = fresh.lines().toList();
        int line = 0;
        while (line < was.size() && line < is.size() && was.get(line).equals(is.get(line))) {
            line++;
        }
        return "line " + (line + 1) + " is `" + at(was, line) + "` and would be `" + at(is, line) + "`";
    }

    private static String at(List<String> lines, int line) {
        return line < lines.size() ? lines.get(line).strip() : "";
    }

    private static String howToUpdate() {
        return "if that is meant, run `mvn verify -D" + UPDATE + "=true` and commit what it writes";
    }
}
