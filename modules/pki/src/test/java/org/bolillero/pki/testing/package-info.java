/** Certificates for tests, good and wrong, here and in the modules that check certificates. */
package org.bolillero.pki.testing;
