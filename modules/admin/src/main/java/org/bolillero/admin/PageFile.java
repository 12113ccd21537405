package org.bolillero.admin;

import java.io.FileNotFoundException;
import java.io.InputStream;

/** A file of the page. */
enum PageFile {
  PAGE("/", "index.html", "text/html; charset=utf-8"),
  SCRIPT("/page.js", "page.js", "text/javascript; charset=utf-8"),
  STYLE("/page.css", "page.css", "text/css; charset=utf-8"),
  ICON("/icon.svg", "icon.svg", "image/svg+xml");

  private final String path;
  private final String name;
  private final String type;

  PageFile(String path, String name, String type) {
    this.path = path;
    this.name = name;
    this.type = type;
  }

  String path() {
    return path;
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
