/** The control interface of an office, over HTTP. */
package org.bolillero.admin;
