/** Certificates for a small office: its authority, its agencies, its officials. */
package org.bolillero.pki;
