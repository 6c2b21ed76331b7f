package dev.steward.events;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Ids that sort by the time they were made (RFC 9562, version 7): 48 bits of Unix milliseconds, 74 random bits. */
public final class UuidV7 {

    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    public static String next(InstantSource clock) {
        return at(clock.millis()).toString();
    }

    static UUID at(long unixMillis) {
        long high = (unixMillis << 16) | 0x7000L | (RANDOM.nextLong() & 0x0FFFL);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
