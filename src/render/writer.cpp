#include "render/writer.h"

#include <cstdio>

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
  if (!open || record.instead == formats::Instead::nothing) return {};
  return record.instead == formats::Instead::crlf ? "\r\n" : "\n";
}

void append_decision(std::string& out, const Decision& decision) {
  out += "\"stage\":\"";
  out += decision.stage;
  out += "\",\"reason\":\"";
  out += decision.reason.code;
  out += "\",\"why\":\"";
  formats::append_json(out, why_of(decision));
  out += "\",\"rule\":\"";
  formats::append_json(out, because_text(decision));
  char score[32];
  std::snprintf(score, sizeof score, "%.4g", static_cast<double>(decision.score));
  out += std::string("\",\"score\":") + score;
}

void ExplainWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  for (const Decision& d : document.decisions) {
    out += "{\"schema\":\"dechaff.explain/1\",\"source\":\"";
    formats::append_json(out, document.source);
    out += "\",\"document\":" + std::to_string(document.ordinal) + ",\"id\":\"";
    formats::append_json(out, document.id);
    out += "\",\"line\":" + std::to_string(document.first_line + d.line);
    out += ",\"begin\":" + std::to_string(d.span.begin) + ",\"end\":" + std::to_string(d.span.end);
    if (d.line < document.zones.size()) {
      out += ",\"zone\":\"";
      out += name_of(document.zones[d.line]);
      out += '"';
    }
    out += ",\"action\":\"";
    out += name_of(d.deed);
    out += "\",";
    append_decision(out, d);
    out += ",\"text\":\"";
    formats::append_json(out, document.bytes.substr(d.span.begin, d.span.size()));
    if (d.deed == Deed::rewrite) {
      out += "\",\"replacement\":\"";
      formats::append_json(out, d.replacement);
    }
    out += '"';
    if (const Span of = d.of(); !of.empty()) {
      out += ",\"of\":{\"begin\":" + std::to_string(of.begin) +
             ",\"end\":" + std::to_string(of.end) + '}';
    }
    out += "}\n";
  }
}

}  // namespace dechaff::render
