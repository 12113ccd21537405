/** What tests of whoever watches an office need, here and in the modules that show what is seen. */
package org.bolillero.watch.testing;
