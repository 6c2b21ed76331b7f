/** This service's own answers to the kit's access checks, read from its database. */
@NullMarked
package dev.steward.zerotrust.adapter.access;

import org.jspecify.annotations.NullMarked;
