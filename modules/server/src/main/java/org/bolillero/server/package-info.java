/** Sessions, ledgers, the barrier, the draw, and the orderly end of all of them. */
package org.bolillero.server;
