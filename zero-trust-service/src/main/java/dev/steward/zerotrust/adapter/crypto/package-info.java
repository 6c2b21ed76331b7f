/** Password hashing, sealing with the master key and RS256 tokens. */
@NullMarked
package dev.steward.zerotrust.adapter.crypto;

import org.jspecify.annotations.NullMarked;
