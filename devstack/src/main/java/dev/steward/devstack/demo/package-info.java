/** The scenario that shows the suite at work: a client of its gateway, plus the power to kill its processes. */
@NullMarked
package dev.steward.devstack.demo;

import org.jspecify.annotations.NullMarked;
