/** What the rules need from outside: stores, password hashing, token signing. */
@NullMarked
package dev.steward.zerotrust.port;

import org.jspecify.annotations.NullMarked;
