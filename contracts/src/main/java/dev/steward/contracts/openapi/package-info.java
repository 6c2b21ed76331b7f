/** Describes the HTTP API of a service from its controllers, its records, its table of routes and their Javadoc. */
@NullMarked
package dev.steward.contracts.openapi;

import org.jspecify.annotations.NullMarked;
