package dev.steward.contracts.pact;

import au.com.dius.pact.core.model.matchingrules.EqualsMatcher;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import au.com.dius.pact.core.model.matchingrules.ValuesMatcher;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Rules by which other values stand for those of an example: each of the same kind. */
final class JsonRules {

    /** RFC 3339 in UTC, as the suite writes times. */
    static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z";

    static final String ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private JsonRules() {}

    /**
     * Fields that are named by an id stand for as many of their kind as there are.
     *
     * @param exact names of fields that have to be as in the example
     */
    static void add(MatchingRuleCategory rules, String path, JsonNode example, Set<String> exact) {
        if (example.isObject()
                && !example.isEmpty()
                && example.propertyNames().stream().allMatch(name -> name.matches(ID))) {
            rules.addRule(path, ValuesMatcher.INSTANCE);
            add(rules, path + ".*", example.iterator().next(), exact);
        } else if (example.isObject()) {
            example.properties().forEach(field -> {
                if (exact.contains(field.getKey())) {
                    // Said in so many words, or the rule of a list around it would count.
                    rules.addRule(path + "." + field.getKey(), EqualsMatcher.INSTANCE);
                } else {
                    add(rules, path + "." + field.getKey(), field.getValue(), exact);
                }
            });
        } else if (example.isArray()) {
            rules.addRule(path, TypeMatcher.INSTANCE);
            example.forEach(element -> add(rules, path + "[*]", element, exact));
        } else {
            rules.addRule(path, kind(example));
        }
    }

    private static MatchingRule kind(JsonNode value) {
        if (value.isIntegralNumber()) {
            return new NumberTypeMatcher(NumberTypeMatcher.NumberType.INTEGER);
        }
        if (value.isNumber()) {
            return new NumberTypeMatcher(NumberTypeMatcher.NumberType.NUMBER);
        }
        return value.isString() && value.asString().matches(TIME) ? new RegexMatcher(TIME) : TypeMatcher.INSTANCE;
    }
}
