/** The log: entries, segments, group commit, recovery. */
package org.bolillero.storage;
