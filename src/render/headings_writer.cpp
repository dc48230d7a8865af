#include "render/headings_writer.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

#include "page/heading_shape.h"
#include "text/case.h"
#include "text/classes.h"
#include "text/json_writer.h"
#include "text/utf8.h"

namespace dechaff::render {
namespace {

bool marked(const Heading& heading) { return heading.shape == "marked"; }

std::string confidence(const Heading& heading) {
  char out[16];
  std::snprintf(out, sizeof out, "%.2f", static_cast<double>(heading.confidence));
  return out;
}

/// The members of one heading, without braces.
void append_members(text::JsonWriter& json, const Document& document, const Heading& heading) {
  const Span span = document.lines.span[heading.line];
  json.member("text", heading_text(document, heading)).member("level", heading.level);
  json.member("begin", span.begin).member("end", span.end);
}

/// The member "headings" of an object that has others.
void append_member(std::string& out, const Document& document) {
  text::JsonWriter json(out, true);
  json.key("headings").begin_list();
  for (const Heading& heading : document.headings) {
    json.begin_object();
    append_members(json, document, heading);
    json.end_object();
  }
  json.end_list();
}

void append_tree(std::string& out, const Document& document) {
  text::JsonWriter json(out);
  json.begin_object().member("schema", "dechaff.headings/1").member("source", document.source);
  json.member("document", document.ordinal).member("id", document.id);
  json.key("headings").begin_list();
  std::vector<int> open;  // levels of the headings around the next one
  for (const Heading& heading : document.headings) {
    for (; !open.empty() && open.back() >= heading.level; open.pop_back())
      json.end_list().end_object();
    json.begin_object();
    append_members(json, document, heading);
    json.key("confidence").raw(confidence(heading));
    json.member("shape", heading.shape).key("children").begin_list();
    open.push_back(heading.level);
  }
  for (; !open.empty(); open.pop_back()) json.end_list().end_object();
  json.end_list().end_line();
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

}  // namespace

std::string_view heading_text(const Document& document, const Heading& heading) {
  if (!heading.text.empty()) return heading.text;
  const std::string_view text = trim(document.lines.text[heading.line]);
  return marked(heading) ? page::without_heading_marks(text) : text;
}

namespace {

/// The id that GitHub and its kin give a heading: in lower case, spaces as hyphens, no punctuation.
std::string anchor_of(std::string_view title) {
  std::string out;
  std::string lower;
  text::fold_case(title, lower);
  for (std::size_t at = 0; at < lower.size();) {
    const text::Decoded d = text::decode(lower, at);
    if (text::is_word(d.c) || d.c == '-' || d.c == '_') {
      out.append(lower, at, d.bytes);
    } else if (d.c == ' ') {
      out += '-';
    }
    at += std::max<std::size_t>(d.bytes, 1);
  }
  return out;
}

void append_toc(std::string& out, const Document& document) {
  std::map<std::string, std::size_t> seen;
  std::vector<int> open;  // levels of the entries around the next one
  for (const Heading& heading : document.headings) {
    const std::string_view title = heading_text(document, heading);
    std::string anchor = heading.id.empty() ? anchor_of(title) : heading.id;
    if (const std::size_t times = seen[anchor]++; times > 0) anchor += '-' + std::to_string(times);
    while (!open.empty() && open.back() >= heading.level) open.pop_back();
    out.append(2 * open.size(), ' ');
    open.push_back(heading.level);
    out += "- [";
    for (const char c : title) {
      if (c == '[' || c == ']' || c == '\\') out += '\\';
      out += c;
    }
    out += "](#" + anchor + ")\n";
  }
}

}  // namespace

void append_marked(const Document& document, std::string& out) {
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

void HeadingsWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  if (form_ == Form::tree) return append_tree(out, document);
  if (form_ == Form::tsv) return append_tsv(out, document);
  if (what.record.object_end > 0) {
    std::vector<Edit> edits = what.edits;
    Edit field{{what.record.object_end, what.record.object_end}, {}};
    append_member(field.replacement, document);
    edits.push_back(std::move(field));
    formats::append_edited(out, what.batch, what.record, edits);
    return;
  }
  if (form_ == Form::mark) return append_marked(document, out);
  if (form_ == Form::toc) return append_toc(out, document);
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
