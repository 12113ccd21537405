/** The messages between an agency and the office, their encoding and their framing. */
package org.bolillero.protocol;
