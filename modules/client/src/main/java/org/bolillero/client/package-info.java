/** The agency's side: its file, its settings, its conversation with the office, its commands. */
package org.bolillero.client;
