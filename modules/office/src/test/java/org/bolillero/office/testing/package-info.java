/** What tests of an office need, here and in the modules that use an office: bets, and logs. */
package org.bolillero.office.testing;
