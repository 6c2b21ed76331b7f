package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A device to register.
 *
 * @param name what its user calls it
 */
record RegisterDevice(
        @NotNull @NotBlank @Size(max = 100) @Pattern(regexp = PlainText.PATTERN, message = PlainText.RULE)
        String name) {}
