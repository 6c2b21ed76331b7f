package dev.steward.kit.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an answer shows once: it is not stored under the {@code Idempotency-Key}, and a replay has {@code null} in its
 * place. The record wants a component {@code boolean secretAvailable} beside it, true at first and false in the replay.
 */
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OneTimeSecret {}
