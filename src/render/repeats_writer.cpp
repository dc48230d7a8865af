#include "render/repeats_writer.h"

#include <cstdio>

#include "formats/json_text.h"
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
  out += "{\"schema\":\"dechaff.repeats/1\",\"source\":\"";
  formats::append_json(out, document.source);
  out += "\",\"document\":" + std::to_string(document.ordinal) + ",\"id\":\"";
  formats::append_json(out, document.id);
  out += "\",\"begin\":" + std::to_string(d.span.begin) + ",\"end\":" + std::to_string(d.span.end) +
         ",\"kind\":\"";
  out += d.reason.name();
  if (counts_) {
    out += "\",\"count\":" + because_text(d);
  } else {
    out += "\",\"similarity\":";
    append_score(out, d);
    if (const Span of = d.of(); !of.empty()) {
      out += ",\"of\":{\"begin\":" + std::to_string(of.begin) +
             ",\"end\":" + std::to_string(of.end) + '}';
    }
  }
  out += ",\"text\":\"";
  formats::append_json(out, text_of(document, d));
  out += "\"}\n";
}

}  // namespace dechaff::render
