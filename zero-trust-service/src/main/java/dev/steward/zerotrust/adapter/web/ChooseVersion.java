package dev.steward.zerotrust.adapter.web;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Which version of a policy is meant. */
record ChooseVersion(@Nullable @Min(1) Integer version) {}
