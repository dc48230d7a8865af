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

std::string full_code(const Decision& decision) {
  if (decision.reason.code.find('.') != std::string_view::npos) {
    return std::string(decision.reason.code);
  }
  return std::string(decision.stage) + '.' + std::string(decision.reason.code);
}

void append_decision(std::string& out, const Decision& decision) {
  out += "\"stage\":\"";
  out += decision.stage;
  out += "\",\"reason\":\"" + full_code(decision) + "\",\"why\":\"";
  formats::append_json(out, decision.reason.why);
  out += "\",\"rule\":\"";
  formats::append_json(out, decision.rule);
  char score[32];
  std::snprintf(score, sizeof score, "%.4g", static_cast<double>(decision.score));
  out += std::string("\",\"score\":") + score;
}

void ExplainWriter::document(const Rendering& what, std::string& out) const {
  static constexpr std::string_view deeds[] = {"drop", "rewrite", "flag"};
  const Document& document = what.document;
  for (const Decision& d : document.decisions) {
    out += "{\"schema\":\"dechaff.explain/1\",\"source\":\"";
    formats::append_json(out, document.source);
    out += "\",\"document\":" + std::to_string(document.ordinal) + ",\"id\":\"";
    formats::append_json(out, document.id);
    out += "\",\"line\":" + std::to_string(document.first_line + d.line);
    out += ",\"begin\":" + std::to_string(d.span.begin) + ",\"end\":" + std::to_string(d.span.end);
    if (d.line < document.zones.size()) {
      const char zone = document.zones[d.line];
      out += ",\"zone\":\"";
      out += zone == 'h' ? "head" : zone == 'b' ? "body" : "tail";
      out += '"';
    }
    out += ",\"action\":\"";
    out += deeds[static_cast<std::size_t>(d.deed)];
    out += "\",";
    append_decision(out, d);
    out += ",\"text\":\"";
    formats::append_json(out, document.bytes.substr(d.span.begin, d.span.size()));
    if (d.deed == Deed::rewrite) {
      out += "\",\"replacement\":\"";
      formats::append_json(out, d.replacement);
    }
    out += '"';
    if (!d.of.empty()) {
      out += ",\"of\":{\"begin\":" + std::to_string(d.of.begin) +
             ",\"end\":" + std::to_string(d.of.end) + '}';
    }
    out += "}\n";
  }
}

}  // namespace dechaff::render
