package dev.steward.session.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities of Kubernetes as text: {@code 500m}, {@code 1.5}, {@code 512Mi}, {@code 1G}, {@code 2e9}. As there, what is
 * finer than the unit that counts is rounded up. Only quantities above zero are read.
 */
public final class Quantity {

    /** What is expected, for whoever wrote something else. */
    public static final String RULE = "must be a Kubernetes quantity such as 500m, 1, 512Mi or 1.5Gi";

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(?:[eE]([+-]?[0-9]{1,2})|([A-Za-z]{0,2}))");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal KIBI = BigDecimal.valueOf(1_024);
    private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

    private static final Map<String, BigDecimal> SUFFIXES = Map.ofEntries(
            Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")),
            Map.entry("m", new BigDecimal("1e-3")),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", THOUSAND),
            Map.entry("M", THOUSAND.pow(2)),
            Map.entry("G", THOUSAND.pow(3)),
            Map.entry("T", THOUSAND.pow(4)),
            Map.entry("P", THOUSAND.pow(5)),
            Map.entry("E", THOUSAND.pow(6)),
            Map.entry("Ki", KIBI),
            Map.entry("Mi", KIBI.pow(2)),
            Map.entry("Gi", KIBI.pow(3)),
            Map.entry("Ti", KIBI.pow(4)),
            Map.entry("Pi", KIBI.pow(5)),
            Map.entry("Ei", KIBI.pow(6)));

    private Quantity() {}

    /** Of something counted whole, such as bytes. Empty for any other text, and for more than a long can tell. */
    public static OptionalLong whole(String text) {
        return in(BigDecimal.ONE, text);
    }

    /** In thousandths, as processors are counted. Empty for any other text, and for more than a long can tell. */
    public static OptionalLong thousandths(String text) {
        return in(THOUSAND, text);
    }

    /** The shortest way to write so many thousandths exactly. */
    public static String ofThousandths(long thousandths) {
        return thousandths % 1_000 == 0 ? String.valueOf(thousandths / 1_000) : thousandths + "m";
    }

    /** The shortest way to write so many bytes exactly, in powers of 1,024. */
    public static String ofBytes(long bytes) {
        long number = bytes;
        int power = 0;
        while (number != 0 && number % 1_024 == 0 && power < BINARY.length - 1) {
            number /= 1_024;
            power++;
        }
        return number + BINARY[power];
    }

    private static OptionalLong in(BigDecimal parts, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        BigDecimal factor = form.group(2) == null
                ? SUFFIXES.get(form.group(3))
                : BigDecimal.ONE.scaleByPowerOfTen(Integer.parseInt(form.group(2)));
        if (factor == null) {
            return OptionalLong.empty();
        }
        BigDecimal counted =
                new BigDecimal(form.group(1)).multiply(factor).multiply(parts).setScale(0, RoundingMode.CEILING);
        boolean tellable = counted.signum() > 0 && counted.toBigInteger().bitLength() < Long.SIZE;
        return tellable ? OptionalLong.of(counted.longValueExact()) : OptionalLong.empty();
    }
}
