package dev.steward.zerotrust.domain;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Stands in once for a lost authenticator: 80 random bits in four groups. */
public record RecoveryCode(String value) {

    public static final int PER_USER = 10;

    private static final int BYTES = 10;
    private static final int GROUP = 4;
    private static final Pattern COMPACT = Pattern.compile("[A-Z2-7]{16}");

    public static List<RecoveryCode> set(SecureRandom random) {
        return Stream.generate(() -> random(random)).limit(PER_USER).toList();
    }

    /** As somebody types it: case, spaces and hyphens do not matter. Absent when it cannot be one. */
    public static Optional<RecoveryCode> parse(String typed) {
        String compact = typed.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
        return COMPACT.matcher(compact).matches() ? Optional.of(grouped(compact)) : Optional.empty();
    }

    private static RecoveryCode random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return grouped(Base32.encode(bytes));
    }

    private static RecoveryCode grouped(String compact) {
        return new RecoveryCode(compact.replaceAll("(.{" + GROUP + "})(?=.)", "$1-"));
    }

    @Override
    public String toString() {
        return "RecoveryCode[redacted]";
    }
}
