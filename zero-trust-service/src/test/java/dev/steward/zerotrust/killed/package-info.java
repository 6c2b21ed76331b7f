/** The service as a process that is killed in the middle of its work, and what has to hold afterwards. */
@NullMarked
package dev.steward.zerotrust.killed;

import org.jspecify.annotations.NullMarked;
