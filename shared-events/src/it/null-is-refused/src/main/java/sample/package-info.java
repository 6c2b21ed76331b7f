/** Code that must not compile. */
@NullMarked
package sample;

import org.jspecify.annotations.NullMarked;
