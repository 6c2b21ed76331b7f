/**
 * How a service starts and stops: secrets as files, the start that only trains the AOT cache, work in the background.
 */
@NullMarked
package dev.steward.kit.config;

import org.jspecify.annotations.NullMarked;
