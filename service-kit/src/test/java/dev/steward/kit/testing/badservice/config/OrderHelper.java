package dev.steward.kit.testing.badservice.config;

/** Breaks: no name says nothing, no Lombok, JUnit 4 or commons-lang. */
public class OrderHelper {

    public boolean blank(String text) {
        return org.apache.commons.lang3.StringUtils.isBlank(text);
    }
}
