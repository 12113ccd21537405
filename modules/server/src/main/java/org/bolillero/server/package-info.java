/** Connections, conversations, settings, and the orderly end of an office. */
package org.bolillero.server;
