/** The page that tells what can be asked of the suite, made of the contracts of its services. */
@NullMarked
package dev.steward.gateway.docs;

import org.jspecify.annotations.NullMarked;
