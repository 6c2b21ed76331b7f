/** Settings that reach a service from outside: secrets as files, and the start that only trains the AOT cache. */
@NullMarked
package dev.steward.kit.config;

import org.jspecify.annotations.NullMarked;
