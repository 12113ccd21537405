package org.bolillero.admin;

import java.io.FileNotFoundException;
import java.io.InputStream;

/** A file of the page. */
enum PageFile {
  PAGE("index.html", "text/html"),
  STYLE("page.css", "text/css"),
  ICON("icon.svg", "image/svg+xml"),
  SCRIPT("page.js", PageFile.SCRIPT_TYPE),
  SCRIPT_OF_AGENCIES("agencies.js", PageFile.SCRIPT_TYPE),
  SCRIPT_OF_A_DRAW("draw.js", PageFile.SCRIPT_TYPE),
  SCRIPT_OF_THE_OFFICE("office.js", PageFile.SCRIPT_TYPE),
  SCRIPT_OF_WHAT_IS_OVER("over.js", PageFile.SCRIPT_TYPE),
  SCRIPT_OF_WORDS("words.js", PageFile.SCRIPT_TYPE);

  private static final String SCRIPT_TYPE = "text/javascript";

  private final String name;
  private final String type;

  PageFile(String name, String type) {
    this.name = name;
    this.type = type + "; charset=utf-8";
  }

  /** The path under which it is found. */
  String path() {
    return this == PAGE ? "/" : "/" + name;
  }

  Answer answer() {
    return Answer.of(
        Answer.OK,
        type,
        out -> {
          try (InputStream in = PageFile.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
              throw new FileNotFoundException("the program lacks its page/" + name);
            }
            in.transferTo(out);
          }
        });
  }
}
