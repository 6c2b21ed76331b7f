/** What a trust score is made of, from ingredients and a time: no I/O, no clock. */
@NullMarked
package dev.steward.kit.policy.score;

import org.jspecify.annotations.NullMarked;
