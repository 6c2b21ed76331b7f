/** Migrations at start, the kit's before the service's, patient with a database that is late. */
@NullMarked
package dev.steward.kit.database;

import org.jspecify.annotations.NullMarked;
