#include "signals/totals/document_writer.h"

#include "signals/redpajama_lines.h"
#include "text/json_writer.h"

namespace dechaff::stats {

void DocumentWriter::document(const render::Rendering& what, std::string& out) const {
  const Document& document = what.document;
  signals::Measure::Work& work = measure_(document);
  text::JsonWriter json(out);
  json.begin_object().member("schema", document_schema).member("source", document.source);
  json.member("document", document.ordinal).member("id", document.id);
  json.key("signals").begin_object();
  for (std::size_t i = 0; i < work.values.size(); ++i) {
    json.key(measure_.selection().name(i)).raw({});
    signals::append_value(out, work.values[i]);
  }
  json.end_object();
  if (lines_) signals::append_redpajama_lines(out, work.columns, measure_.selection());
  json.end_line();
}

}  // namespace dechaff::stats
