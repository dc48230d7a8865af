#include "signals/totals/document_writer.h"

#include "formats/json_text.h"
#include "signals/redpajama_lines.h"

namespace dechaff::stats {

void DocumentWriter::document(const render::Rendering& what, std::string& out) const {
  const Document& document = what.document;
  signals::Measure::Work& work = measure_(document);
  out += "{\"schema\":\"";
  out += document_schema;
  out += "\",\"source\":\"";
  formats::append_json(out, document.source);
  out += "\",\"document\":" + std::to_string(document.ordinal) + ",\"id\":\"";
  formats::append_json(out, document.id);
  out += "\",\"signals\":{";
  for (std::size_t i = 0; i < work.values.size(); ++i) {
    if (i > 0) out += ',';
    out += '"';
    out += measure_.selection().name(i);
    out += "\":";
    signals::append_value(out, work.values[i]);
  }
  out += '}';
  if (lines_) signals::append_redpajama_lines(out, work.columns, measure_.selection());
  out += "}\n";
}

}  // namespace dechaff::stats
