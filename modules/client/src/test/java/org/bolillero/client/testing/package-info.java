/** What tests of an agency need, here and in the module of office and agencies together. */
package org.bolillero.client.testing;
