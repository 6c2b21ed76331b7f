package dev.steward.kit.cloudevents;

/** The attributes the suite reads and writes; in binary mode each is the record header {@code ce_<name>}. */
enum Attribute {
    ID,
    SOURCE,
    SPECVERSION,
    TYPE,
    SUBJECT,
    TIME,
    AGGREGATETYPE,
    SEQUENCE,
    PROJECTID,
    CORRELATIONID,
    CAUSATIONID,
    TRACEPARENT;

    private static final java.util.Set<String> NAMES = java.util.Arrays.stream(values())
            .map(Attribute::wireName)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());

    private final String wireName = name().toLowerCase(java.util.Locale.ROOT);

    String wireName() {
        return wireName;
    }

    /** Whether it is one of these. */
    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /** The distributed tracing extension travels under the name every tracer knows. */
    String header() {
        return this == TRACEPARENT ? wireName : "ce_" + wireName;
    }
}
