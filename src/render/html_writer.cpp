#include "render/html_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <tuple>

#include "formats/marks.h"
#include "render/html_text.h"

namespace dechaff::render {
namespace {

/// The reasons of a document, each once, with what the script shows of them.
class ReasonTable {
 public:
  std::size_t add(const Decision& d) {
    std::string because = because_text(d);
    const auto [at, fresh] = index_.try_emplace({d.reason.code, d.stage, because}, index_.size());
    if (fresh) {
      json_ += json_.empty() ? "[" : ",[";
      const std::array<std::string_view, 4> parts = {d.reason.code, name_of(d.reason.family),
                                                     d.reason.why, because};
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) json_ += ',';
        append_script_json(json_, parts[i]);
      }
      json_ += ']';
    }
    return at->second;
  }
  std::string json() const { return '[' + json_ + ']'; }

 private:
  std::map<std::tuple<std::string_view, std::string_view, std::string>, std::size_t> index_;
  std::string json_;
};

std::string number(float value) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.3g", static_cast<double>(value));
  return out.data();
}

Stretch stretch_of(const Document& document, const formats::Mark& mark, ReasonTable& reasons) {
  const Decision& d = *mark.by;
  std::string attributes = " class=\"f-" + std::string(name_of(d.reason.family)) + "\" data-r=\"" +
                           std::to_string(reasons.add(d)) + "\" data-s=\"" + number(d.score) +
                           "\" data-l=\"" + std::to_string(document.first_line + d.line) +
                           "\" data-b=\"" + std::to_string(mark.span.begin) + '-' +
                           std::to_string(mark.span.end) + '"';
  if (!mark.also.empty()) {
    attributes += " data-a=\"";
    for (const Decision* other : mark.also) {
      attributes += (other == mark.also.front() ? "" : " ") + std::to_string(reasons.add(*other));
    }
    attributes += '"';
  }
  return {mark.span, d.deed == Deed::flag ? "mark" : "del", std::move(attributes),
          mark.insert.empty() ? std::vector<Stretch::Insert>{}
                              : std::vector<Stretch::Insert>{{"", mark.insert}}};
}

/// Cuts the text of a section into blocks between lines.
class Blocks {
 public:
  explicit Blocks(std::string& out) : out_(out) {}

  /// Appends text outside the stretches.
  void plain(std::string_view text) {
    while (!text.empty()) {
      cut();
      const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      append_html(block_, text.substr(0, end));
      count(text.substr(0, end));
      text.remove_prefix(end);
    }
  }

  void stretch(const Stretch& s, std::string_view text) {
    cut();
    if (!text.empty() || s.inserts.empty()) {
      block_ += '<' + s.tag + s.attributes + '>';
      append_html(block_, text);
      block_ += "</" + s.tag + '>';
    }
    for (const Stretch::Insert& insert : s.inserts) {
      const bool alone = text.empty() && &insert == &s.inserts.front();
      block_ += "<ins" + insert.attributes + (alone ? s.attributes : std::string()) + '>';
      append_html(block_, insert.text);
      block_ += "</ins>";
    }
    count(text);
  }

  void close() {
    if (block_.empty()) return;
    out_ += "<div style=\"--n:" + std::to_string(rows_) + "\">" + block_ + "</div>";
    block_.clear();
    rows_ = 0;
  }

 private:
  void count(std::string_view text) {
    constexpr std::size_t row = 90;  // bytes that fill about a row on the screen
    rows_ += 1 + text.size() / row;
    at_line_begin_ = text.empty() ? at_line_begin_ : text.back() == '\n';
  }

  void cut() {
    constexpr std::size_t rows = 60;
    if (rows_ >= rows && at_line_begin_) close();
  }

  std::string& out_;
  std::string block_;
  std::size_t rows_ = 0;
  bool at_line_begin_ = true;
};

}  // namespace

void append_stretches(std::string& out, std::string_view text, const std::vector<Stretch>& all) {
  Blocks blocks(out);
  std::size_t at = 0;
  for (const Stretch& s : all) {
    blocks.plain(text.substr(at, s.span.begin - at));
    blocks.stretch(s, text.substr(s.span.begin, s.span.size()));
    at = s.span.end;
  }
  blocks.plain(text.substr(at));
  blocks.close();
}

void HtmlWriter::document(const Rendering& what, std::string& out) const {
  const Document& document = what.document;
  ReasonTable reasons;
  std::vector<Stretch> stretches;
  std::size_t removed = 0;
  for (const formats::Mark& mark : formats::marks_of(document)) {
    stretches.push_back(stretch_of(document, mark, reasons));
    if (mark.by->deed != Deed::flag) removed += mark.span.size();
  }
  const std::string bytes = std::to_string(document.bytes.size());
  out += "<section data-bytes=\"" + bytes + "\" data-removed=\"" + std::to_string(removed) +
         "\">\n<h2>";
  append_html(out, document.source == "-" ? "standard input" : document.source);
  if (!document.id.empty()) {
    out += " <span class=\"id\">";
    append_html(out, document.id);
    out += "</span>";
  }
  out += "</h2>\n<p class=\"sum\"></p>\n<script type=\"application/json\">" + reasons.json() +
         "</script>\n<div class=\"text\"";
  if (!document.language.empty()) {
    out += " lang=\"";
    append_attribute(out, document.language);
    out += '"';
  }
  out += '>';
  append_stretches(out, document.bytes, stretches);
  out += "</div>\n</section>\n";
}

}  // namespace dechaff::render
