/** The images and the compose file, for real where a Docker engine answers. */
@NullMarked
package dev.steward.devstack.containers;

import org.jspecify.annotations.NullMarked;
