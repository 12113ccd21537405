/** Certificates, identities, and TLS over a plain socket. */
package org.bolillero.tls;
