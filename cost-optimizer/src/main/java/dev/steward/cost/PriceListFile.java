package dev.steward.cost;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** A price list in YAML, or in JSON, which is YAML too. */
public final class PriceListFile {

    private static final String BUNDLED = "price-list.yaml";

    private PriceListFile() {}

    /** Throws {@link InvalidPriceListException}. */
    public static PriceList read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return read(file.toString(), text);
        } catch (IOException e) {
            throw new InvalidPriceListException(file.toString(), List.of("it cannot be read: " + e));
        }
    }

    /** The list that is used when none is given. */
    public static PriceList bundled() {
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(PriceListFile.class.getClassLoader().getResourceAsStream(BUNDLED)),
                StandardCharsets.UTF_8)) {
            return read(BUNDLED, text);
        } catch (IOException e) {
            throw new InvalidPriceListException(BUNDLED, List.of("it cannot be read: " + e));
        }
    }

    static PriceList read(String origin, Reader text) {
        Node root;
        try {
            // Nodes keep numbers as they were written; a double would already have changed some prices.
            root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(text);
        } catch (YAMLException e) {
            throw new InvalidPriceListException(origin, List.of("it is neither YAML nor JSON: " + e.getMessage()));
        }
        PriceListNodes nodes = new PriceListNodes();
        PriceList list = nodes.priceList(root);
        if (list == null) {
            throw new InvalidPriceListException(origin, nodes.problems());
        }
        return list;
    }
}
