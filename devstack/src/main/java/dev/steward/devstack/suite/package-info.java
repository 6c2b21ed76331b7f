/** What the suite consists of on this machine: its services, folders, ports, secrets and recorded state. */
@NullMarked
package dev.steward.devstack.suite;

import org.jspecify.annotations.NullMarked;
