/** Who calls, and whether they may: bearer tokens, one table of routes per service, roles in projects. */
@NullMarked
package dev.steward.kit.security;

import org.jspecify.annotations.NullMarked;
