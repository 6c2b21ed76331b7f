package dev.steward.session.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A resource of the host that sessions share, and how much of it a session may ask for. */
public enum Resource {
    CPU("50m", "16"),
    MEMORY("64Mi", "64Gi"),
    DISK("64Mi", "1Ti");

    private final String least;
    private final String most;

    Resource(String least, String most) {
        this.least = least;
        this.most = most;
    }

    /** As in requests and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In thousandths of a processor, or bytes; empty for text that is no quantity. */
    public OptionalLong read(String quantity) {
        return this == CPU ? Quantity.thousandths(quantity) : Quantity.whole(quantity);
    }

    /** What a session may ask for at most. */
    public long most() {
        return read(most).orElseThrow();
    }

    public String write(long amount) {
        return this == CPU ? Quantity.ofThousandths(amount) : Quantity.ofBytes(amount);
    }

    /** What is wrong with asking for so much; empty when nothing is. */
    public Optional<String> flaw(String quantity) {
        OptionalLong amount = read(quantity);
        if (amount.isEmpty()) {
            return Optional.of(Quantity.RULE);
        }
        return flaw(amount.getAsLong());
    }

    /** What is wrong with asking for so much; empty when nothing is. */
    public Optional<String> flaw(long amount) {
        return amount < read(least).orElseThrow() || amount > most()
                ? Optional.of("must be from " + least + " to " + most)
                : Optional.empty();
    }

    /** What of it these are. */
    public long of(Resources resources) {
        return switch (this) {
            case CPU -> resources.cpuMillis();
            case MEMORY -> resources.memoryBytes();
            case DISK -> resources.diskBytes();
        };
    }
}
