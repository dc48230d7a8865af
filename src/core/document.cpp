#include "core/document.h"

namespace dechaff {

void Document::assign(std::string_view text) {
  assign_whole(text);
  lines.assign(text);
}

void Document::assign_whole(std::string_view text) {
  bytes = text;
  lines.assign({});
  fixed.clear();
  markup = Markup::none;
  decisions.clear();
  headings.clear();
  title = no_line;
  heading_elements.clear();
  region_lines.clear();
  meta.clear();
  zones.clear();
  language = {};
  workspace.next_document();
}

std::vector<Edit> edits_of(const Document& document) {
  const LineTable& lines = document.lines;
  std::vector<Edit> edits;
  const auto add = [&](Span original, const std::string& replacement) {
    if (replacement.empty() && !edits.empty() && edits.back().replacement.empty() &&
        edits.back().original.end == original.begin) {
      edits.back().original.end = original.end;
      return;
    }
    edits.push_back({original, replacement});
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines.verdict[i] == Verdict::drop) {
      add({lines.span[i].begin, lines.next[i]}, {});
      continue;
    }
    const auto entry = lines.rewritten.find(i);
    if (lines.verdict[i] == Verdict::rewrite && entry != lines.rewritten.end()) {
      for (const Piece& piece : entry->second.pieces) {
        if (!piece.replaced) continue;
        if (document.bytes.substr(piece.original.begin, piece.original.size()) == piece.text)
          continue;
        add(piece.original, piece.text);
      }
    }
    const auto ending = lines.endings.find(i);
    if (ending != lines.endings.end()) add({lines.span[i].end, lines.next[i]}, ending->second);
  }
  return edits;
}

std::string cleaned(const Document& document) {
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits_of(document)) {
    out.append(document.bytes, at, edit.original.begin - at);
    out += edit.replacement;
    at = edit.original.end;
  }
  out.append(document.bytes, at);
  return out;
}

}  // namespace dechaff
