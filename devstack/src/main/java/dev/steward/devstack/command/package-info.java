/** One class per command of the launcher. */
@NullMarked
package dev.steward.devstack.command;

import org.jspecify.annotations.NullMarked;
