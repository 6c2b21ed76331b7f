/** Goes on with incidents whose time has come. */
@NullMarked
package dev.steward.healing.adapter.timer;

import org.jspecify.annotations.NullMarked;
