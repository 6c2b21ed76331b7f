/** What every service of the suite would otherwise repeat. */
@NullMarked
package dev.steward.kit;

import org.jspecify.annotations.NullMarked;
