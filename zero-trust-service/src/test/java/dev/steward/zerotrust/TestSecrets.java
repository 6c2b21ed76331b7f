package dev.steward.zerotrust;

/** The secrets of a service under test, as properties. */
public final class TestSecrets {

    public static final String PASSWORD = "correct horse battery";
    public static final String ADMIN_PASSWORD = "STEWARD_ADMIN_PASSWORD=" + PASSWORD;
    public static final String MASTER_KEY = "STEWARD_MASTER_KEY=c3Rld2FyZC10ZXN0LW1hc3Rlci1rZXktMzItYnl0ZXM=";

    private TestSecrets() {}
}
