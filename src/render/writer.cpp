#include "render/writer.h"

namespace dechaff::render {

void CleanWriter::document(const Rendering& what, std::string& out) const {
  formats::append_edited(out, what.batch, what.record, what.edits);
}

void CleanWriter::other(const formats::Batch& batch, const formats::Record& record,
                        std::string& out) const {
  out += other_bytes(batch, record, out);
}

std::string_view other_bytes(const formats::Batch& batch, const formats::Record& record,
                             std::string_view before) {
  if (record.instead == formats::Instead::itself)
    return std::string_view(batch.bytes).substr(record.all.begin, record.all.size());
  const bool open = !before.empty() && before.back() != '\n';
  return open ? formats::line_end(record.instead) : std::string_view();
}

void append_decision(text::JsonWriter& json, const Decision& decision) {
  json.member("stage", decision.stage).member("reason", decision.reason.code);
  json.member("why", why_of(decision)).member("rule", because_text(decision));
  json.key("score").number("%.4g", static_cast<double>(decision.score));
}

void append_explained(text::JsonWriter& json, const Document& document, const Decision& d) {
  json.member("line", document.first_line + d.line);
  json.member("begin", d.span.begin).member("end", d.span.end);
  if (d.line < document.zones.size()) json.member("zone", name_of(document.zones[d.line]));
  json.member("action", name_of(d.deed));
  append_decision(json, d);
  json.member("text", document.bytes.substr(d.span.begin, d.span.size()));
  if (d.deed == Deed::rewrite) json.member("replacement", d.replacement);
  if (const Span of = d.of(); !of.empty()) {
    json.key("of").begin_object().member("begin", of.begin).member("end", of.end);
    json.end_object();
  }
}

void ExplainWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  text::JsonWriter json(out);
  for (const Decision& d : document.decisions) {
    json.begin_object().member("schema", "dechaff.explain/1").member("source", document.source);
    json.member("document", document.ordinal).member("id", document.id);
    append_explained(json, document, d);
    json.end_line();
  }
}

}  // namespace dechaff::render
