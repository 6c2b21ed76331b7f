/** Uploaded files in a folder of this machine. */
@NullMarked
package dev.steward.job.adapter.files;

import org.jspecify.annotations.NullMarked;
