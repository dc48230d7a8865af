#include "render/repeats_writer.h"

#include <cstdio>

#include "text/json_writer.h"
#include "text/tsv_cell.h"

namespace dechaff::render {
namespace {

std::string_view text_of(const Document& document, const Decision& d) {
  return trim(document.bytes.substr(d.span.begin, d.span.size()));
}

void append_score(std::string& out, const Decision& d) {
  char score[32];
  std::snprintf(score, sizeof score, "%.3f", static_cast<double>(d.score));
  out += score;
}

}  // namespace

void RepeatsWriter::document(const Rendering& what, std::string& out) const {
  for (const Decision& d : what.document.decisions)
    jsonl_ ? json(what.document, d, out) : tsv(what.document, d, out);
}

void RepeatsWriter::tsv(const Document& document, const Decision& d, std::string& out) const {
  if (counts_) out += because_text(d) + '\t';
  text::append_cell(out, document.source);
  out += '\t' + std::to_string(document.ordinal) + '\t' + std::to_string(d.span.begin) + '\t' +
         std::to_string(d.span.end) + '\t';
  if (!counts_) out += std::to_string(d.of().begin) + '\t' + std::to_string(d.of().end) + '\t';
  out += d.reason.name();
  out += '\t';
  if (!counts_) {
    append_score(out, d);
    out += '\t';
  }
  text::append_cell(out, text_of(document, d));
  out += '\n';
}

void RepeatsWriter::json(const Document& document, const Decision& d, std::string& out) const {
  text::JsonWriter json(out);
  json.begin_object().member("schema", "dechaff.repeats/1").member("source", document.source);
  json.member("document", document.ordinal).member("id", document.id);
  json.member("begin", d.span.begin).member("end", d.span.end).member("kind", d.reason.name());
  if (counts_) {
    json.key("count").raw(because_text(d));
  } else {
    json.key("similarity").number("%.3f", static_cast<double>(d.score));
    if (const Span of = d.of(); !of.empty()) {
      json.key("of").begin_object().member("begin", of.begin).member("end", of.end);
      json.end_object();
    }
  }
  json.member("text", text_of(document, d)).end_line();
}

}  // namespace dechaff::render
