package org.bolillero.console;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolver;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverContext;
import org.apache.logging.log4j.layout.template.json.resolver.EventResolverFactory;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolver;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverConfig;
import org.apache.logging.log4j.layout.template.json.resolver.TemplateResolverFactory;
import org.apache.logging.log4j.layout.template.json.util.JsonWriter;

/**
 * Gives a template of JSON lines the keys and values of a line, as an object: <code>
 * {"$resolver": "lineFields"}</code>. Log4j finds it by its annotation.
 */
@Plugin(name = "LineFields", category = TemplateResolverFactory.CATEGORY)
public final class LineFieldsResolver implements EventResolver, EventResolverFactory {
  private static final LineFieldsResolver INSTANCE = new LineFieldsResolver();

  private LineFieldsResolver() {}

  /** {@return the only one, which has no state} */
  @PluginFactory
  public static LineFieldsResolver instance() {
    return INSTANCE;
  }

  @Override
  public String getName() {
    return "lineFields";
  }

  @Override
  public TemplateResolver<LogEvent> create(
      EventResolverContext context, TemplateResolverConfig config) {
    return this;
  }

  @Override
  public boolean isResolvable(LogEvent event) {
    return !LineFields.of(event.getMessage()).isEmpty();
  }

  @Override
  public void resolve(LogEvent event, JsonWriter writer) {
    String separator = "";
    writer.writeObjectStart();
    for (LineFields.Field field : LineFields.of(event.getMessage())) {
      writer.writeRawString(separator);
      writer.writeObjectKey(field.key());
      writer.writeValue(field.value());
      separator = ",";
    }
    writer.writeObjectEnd();
  }
}
