package dev.steward.cost;

import java.util.List;

/** A price list the service does not start with; the problems are all there are. */
public final class InvalidPriceListException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidPriceListException(String origin, List<String> problems) {
        super("The price list " + origin + " cannot be used: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
