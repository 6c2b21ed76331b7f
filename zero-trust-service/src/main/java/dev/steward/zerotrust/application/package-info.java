/** Use cases: log in, create users and projects, publish trust state; transactions live here. */
@NullMarked
package dev.steward.zerotrust.application;

import org.jspecify.annotations.NullMarked;
