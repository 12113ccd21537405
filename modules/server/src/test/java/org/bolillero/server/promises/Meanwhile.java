package org.bolillero.server.promises;

/** What happens between what an agency has said and the odd thing that it says next. */
enum Meanwhile {
  NOTHING,
  ANOTHER_CONNECTION,
  ANOTHER_OFFICE
}
