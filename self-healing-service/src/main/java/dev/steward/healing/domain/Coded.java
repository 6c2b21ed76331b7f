package dev.steward.healing.domain;

import java.util.Locale;

/** An enum whose constants are written as lower-case codes in events, rows and answers, such as {@code crash-loop}. */
public interface Coded {

    String name();

    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Throws {@link IllegalArgumentException} for a code the enum does not have. */
    static <E extends Enum<E> & Coded> E parse(Class<E> type, String code) {
        for (E constant : type.getEnumConstants()) {
            if (constant.code().equals(code)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no such " + type.getSimpleName() + ": " + code);
    }
}
