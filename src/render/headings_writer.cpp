#include "render/headings_writer.h"

#include <algorithm>
#include <cstdio>

#include "page/heading_shape.h"

namespace dechaff::render {
namespace {

bool marked(const Heading& heading) { return heading.shape == "marked"; }

std::string confidence(const Heading& heading) {
  char out[16];
  std::snprintf(out, sizeof out, "%.2f", static_cast<double>(heading.confidence));
  return out;
}

/// The fields of one heading, without braces.
void append_fields(std::string& out, const Document& document, const Heading& heading) {
  const Span span = document.lines.span[heading.line];
  out += "\"text\":\"";
  formats::append_json(out, heading_text(document, heading));
  out += "\",\"level\":" + std::to_string(heading.level) +
         ",\"begin\":" + std::to_string(span.begin) + ",\"end\":" + std::to_string(span.end);
}

void append_field(std::string& out, const Document& document) {
  out += ",\"headings\":[";
  for (const Heading& heading : document.headings) {
    if (out.back() == '}') out += ',';
    out += '{';
    append_fields(out, document, heading);
    out += '}';
  }
  out += ']';
}

void append_tree(std::string& out, const Document& document) {
  out += "{\"schema\":\"dechaff.headings/1\",\"source\":\"";
  formats::append_json(out, document.source);
  out += "\",\"document\":" + std::to_string(document.ordinal) + ",\"id\":\"";
  formats::append_json(out, document.id);
  out += "\",\"headings\":[";
  std::vector<int> open;  // levels of the headings that stand around
  for (const Heading& heading : document.headings) {
    while (!open.empty() && open.back() >= heading.level) {
      out += "]}";
      open.pop_back();
    }
    if (out.back() == '}') out += ',';
    out += '{';
    append_fields(out, document, heading);
    out += ",\"confidence\":" + confidence(heading) + ",\"shape\":\"";
    out += heading.shape;
    out += "\",\"children\":[";
    open.push_back(heading.level);
  }
  for (; !open.empty(); open.pop_back()) out += "]}";
  out += "]}\n";
}

void append_tsv(std::string& out, const Document& document) {
  for (const Heading& heading : document.headings) {
    const Span span = document.lines.span[heading.line];
    out += document.source;
    out += '\t' + std::to_string(document.ordinal) + '\t' + std::to_string(span.begin) + '\t' +
           std::to_string(span.end) + '\t' + std::to_string(heading.level) + '\t' +
           confidence(heading) + '\t';
    out += heading.shape;
    out += '\t';
    std::string text(heading_text(document, heading));
    std::replace(text.begin(), text.end(), '\t', ' ');
    out += text + '\n';
  }
}

void append_marked(std::string& out, const Document& document) {
  std::size_t next = 0;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    if (!document.lines.kept(i)) continue;
    if (next < document.headings.size() && document.headings[next].line == i) {
      const Heading& heading = document.headings[next++];
      if (!marked(heading)) {
        out.append(static_cast<std::size_t>(heading.level), '#');
        out += ' ';
      }
    }
    out += document.lines.text[i];
    const auto ending = document.lines.endings.find(i);
    out += ending != document.lines.endings.end()
               ? std::string_view(ending->second)
               : document.bytes.substr(document.lines.span[i].end,
                                       document.lines.next[i] - document.lines.span[i].end);
  }
}

}  // namespace

std::string_view heading_text(const Document& document, const Heading& heading) {
  const std::string_view text = trim(document.lines.text[heading.line]);
  return marked(heading) ? page::without_heading_marks(text) : text;
}

void HeadingsWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  if (form_ == Form::tree) return append_tree(out, document);
  if (form_ == Form::tsv) return append_tsv(out, document);
  if (what.record.object_end > 0) {
    std::vector<Edit> edits = what.edits;
    Edit field{{what.record.object_end, what.record.object_end}, {}};
    append_field(field.replacement, document);
    edits.push_back(std::move(field));
    formats::append_edited(out, what.batch, what.record, edits);
    return;
  }
  if (form_ == Form::mark) return append_marked(out, document);
  int top = 6;
  for (const Heading& heading : document.headings) top = std::min(top, heading.level);
  for (const Heading& heading : document.headings) {
    if (form_ == Form::outline) {
      out.append(static_cast<std::size_t>(heading.level - top) * 2, ' ');
      out += "- ";
    }
    out += heading_text(document, heading);
    out += '\n';
  }
}

void HeadingsWriter::other(const formats::Batch& batch, const formats::Record& record,
                           std::string& out) const {
  if (!record.error.empty()) out.append(batch.bytes, record.all.begin, record.all.size());
}

}  // namespace dechaff::render
