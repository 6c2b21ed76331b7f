package dev.steward.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a price list out of a parsed document and gathers every problem on the way. */
final class PriceListNodes {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern PRICE = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    /** Null if there is any problem. */
    @Nullable
    PriceList priceList(@Nullable Node root) {
        Map<String, Node> fields = fields(root, "", Set.of("version", "currency", "prices"));
        String version = text(fields, "", "version");
        if (version != null && !VERSION.matcher(version).matches()) {
            bad("version", "must match " + VERSION.pattern());
        }
        String currency = text(fields, "", "currency");
        if (currency != null && !isCurrency(currency)) {
            bad("currency", "must be an ISO 4217 code such as EUR");
        }
        Map<String, Node> prices = fields(fields.get("prices"), "prices.", Set.of("cpu_second", "memory_gib_second"));
        BigDecimal cpuSecond = price(prices, "cpu_second");
        BigDecimal memoryGibSecond = price(prices, "memory_gib_second");
        return !problems.isEmpty()
                        || version == null
                        || currency == null
                        || cpuSecond == null
                        || memoryGibSecond == null
                ? null
                : new PriceList(version, currency, cpuSecond, memoryGibSecond);
    }

    private Map<String, Node> fields(@Nullable Node node, String path, Set<String> known) {
        Map<String, Node> fields = new HashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            bad(path.isEmpty() ? "the document" : path.substring(0, path.length() - 1), "must be an object");
            return fields;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
            int line = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!known.contains(name)) {
                bad(path + name, "is unknown (line " + line + ")");
            } else if (fields.put(name, tuple.getValueNode()) != null) {
                bad(path + name, "is given twice (line " + line + ")");
            }
        }
        return fields;
    }

    private @Nullable BigDecimal price(Map<String, Node> prices, String name) {
        String text = text(prices, "prices.", name);
        if (text == null) {
            return null;
        }
        if (!PRICE.matcher(text).matches()) {
            bad("prices." + name, "must be a decimal number from 0 with at most 9 digits on either side of the point");
            return null;
        }
        return new BigDecimal(text);
    }

    private @Nullable String text(Map<String, Node> fields, String path, String name) {
        if (fields.get(name) instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        bad(path + name, fields.containsKey(name) ? "must be a single value" : "is missing");
        return null;
    }

    private void bad(String field, String message) {
        problems.add(field + " " + message);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(each -> each.getCurrencyCode().equals(code));
    }
}
