package dev.steward.kit.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A controller argument read from the JSON body: at most 1 MiB, unknown fields refused, scalars never coerced, then
 * checked against its Jakarta constraints and, as a {@link CheckedBody}, its own rules. A refusal names every bad field.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ValidBody {

    /** Of an outside standard, where unknown fields mean nothing and a body that is no JSON is a bad request. */
    boolean foreign() default false;

    /** A request without any body means the same as one with an empty object. */
    boolean optional() default false;
}
