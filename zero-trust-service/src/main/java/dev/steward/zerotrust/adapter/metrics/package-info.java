/** What operators watch. */
@NullMarked
package dev.steward.zerotrust.adapter.metrics;

import org.jspecify.annotations.NullMarked;
