/**
 * The promises P1 to P9 of an office, each shown by the tests that carry its number: from outside,
 * with a real office and agencies that send exactly what a test says.
 */
package org.bolillero.server.promises;
