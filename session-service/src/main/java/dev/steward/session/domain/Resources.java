package dev.steward.session.domain;

/**
 * What a session may use at most.
 *
 * @param cpuMillis thousandths of a processor
 * @param memoryBytes of all its processes together
 * @param diskBytes of its workspace
 */
public record Resources(long cpuMillis, long memoryBytes, long diskBytes) {

    private static final long MIB = 1L << 20;

    /** For a session whose creator does not say. */
    public static final Resources USUAL = new Resources(1_000, 512 * MIB, 5_120 * MIB);

    public Resources {
        if (cpuMillis < 1 || memoryBytes < 1 || diskBytes < 1) {
            throw new IllegalArgumentException("resources must be positive");
        }
    }
}
