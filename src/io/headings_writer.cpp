#include "io/headings_writer.h"

#include <algorithm>

namespace dechaff::io {
namespace {

void append_field(std::string& out, const Document& document) {
  out += ",\"headings\":[";
  bool first = true;
  for (const Heading& heading : document.headings) {
    const std::string_view whole = document.lines.text[heading.line];
    const Span span = document.lines.span[heading.line];
    if (!first) out += ',';
    first = false;
    out += "{\"text\":\"";
    append_json(out, trim(whole));
    out += "\",\"level\":" + std::to_string(heading.level) +
           ",\"begin\":" + std::to_string(span.begin) + ",\"end\":" + std::to_string(span.end) +
           '}';
  }
  out += ']';
}

}  // namespace

void HeadingsWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  if (what.record.object_end > 0) {
    std::vector<Edit> edits = what.edits;
    Edit field{{what.record.object_end, what.record.object_end}, {}};
    append_field(field.replacement, document);
    edits.push_back(std::move(field));
    append_edited(out, what.batch, what.record, edits);
    return;
  }
  if (form_ == Form::mark) {
    std::size_t next = 0;
    for (std::size_t i = 0; i < document.lines.size(); ++i) {
      if (!document.lines.kept(i)) continue;
      if (next < document.headings.size() && document.headings[next].line == i) {
        out.append(static_cast<std::size_t>(document.headings[next++].level), '#');
        out += ' ';
      }
      out += document.lines.text[i];
      const auto ending = document.lines.endings.find(i);
      out += ending != document.lines.endings.end()
                 ? std::string_view(ending->second)
                 : document.bytes.substr(document.lines.span[i].end,
                                         document.lines.next[i] - document.lines.span[i].end);
    }
    return;
  }
  int top = 6;
  for (const Heading& heading : document.headings) top = std::min(top, heading.level);
  for (const Heading& heading : document.headings) {
    if (form_ == Form::outline) {
      out.append(static_cast<std::size_t>(heading.level - top) * 2, ' ');
      out += "- ";
    }
    out += trim(document.lines.text[heading.line]);
    out += '\n';
  }
}

void HeadingsWriter::other(const Batch& batch, const Record& record, std::string& out) const {
  if (!record.error.empty()) out.append(batch.bytes, record.all.begin, record.all.size());
}

}  // namespace dechaff::io
