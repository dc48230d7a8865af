#include "formats/marks.h"

#include <algorithm>

namespace dechaff::formats {
namespace {

using Decisions = std::vector<const Decision*>;

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }

bool touches(Span part, const Decision& decision) {
  return overlap(part, decision.span) || part == decision.span ||
         (part.empty() && decision.span.begin <= part.begin && part.end <= decision.span.end);
}

/// A mark for `part` by the last of the decisions that touch it.
void add(Span part, std::string insert, const Decisions& of_line, std::vector<Mark>& marks) {
  Mark mark{part, nullptr, std::move(insert), {}};
  for (const Decision* decision : of_line) {
    if (decision->deed != Deed::rewrite || !touches(part, *decision)) continue;
    if (mark.by != nullptr) mark.also.push_back(mark.by);
    mark.by = decision;
  }
  if (mark.by != nullptr) marks.push_back(std::move(mark));
}

/// The drop or the rewrites of one line, from the decisions about it.
void add_line(const Document& document, std::size_t line, const Decisions& decisions,
              std::vector<Mark>& marks) {
  const LineTable& lines = document.lines;
  if (lines.verdict[line] == Verdict::drop) {
    const auto drop = std::find_if(decisions.begin(), decisions.end(),
                                   [](const Decision* d) { return d->deed == Deed::drop; });
    if (drop == decisions.end()) return;
    Mark mark{{lines.span[line].begin, lines.next[line]}, *drop, {}, {}};
    for (const Decision* other : decisions) {
      if (other != *drop) mark.also.push_back(other);
    }
    marks.push_back(std::move(mark));
    return;
  }
  if (const auto entry = lines.rewritten.find(line); entry != lines.rewritten.end()) {
    for (const Piece& piece : entry->second.pieces) {
      const std::string_view original =
          document.bytes.substr(piece.original.begin, piece.original.size());
      if (piece.replaced && original != piece.text) {
        add(piece.original, piece.text, decisions, marks);
      }
    }
  }
  if (const auto ending = lines.endings.find(line); ending != lines.endings.end()) {
    add({lines.span[line].end, lines.next[line]}, ending->second, decisions, marks);
  }
}

/// Flags change nothing: each is a mark where there is none yet, else it joins the one there.
void add_flags(const Document& document, std::vector<Mark>& marks) {
  Decisions flags;
  for (const Decision& decision : document.decisions) {
    if (decision.deed == Deed::flag) flags.push_back(&decision);
  }
  std::stable_sort(flags.begin(), flags.end(), [](const Decision* a, const Decision* b) {
    return a->span.begin < b->span.begin;
  });
  std::vector<Mark> all;
  all.reserve(marks.size() + flags.size());
  std::size_t next = 0;
  for (const Decision* flag : flags) {
    while (next < marks.size() && marks[next].span.begin < flag->span.end) {
      all.push_back(std::move(marks[next++]));
    }
    if (!all.empty() && overlap(all.back().span, flag->span)) {
      if (std::find(all.back().also.begin(), all.back().also.end(), flag) ==
          all.back().also.end()) {
        all.back().also.push_back(flag);
      }
      continue;
    }
    all.push_back({flag->span, flag, {}, {}});
  }
  std::move(marks.begin() + static_cast<std::ptrdiff_t>(next), marks.end(),
            std::back_inserter(all));
  marks = std::move(all);
}

}  // namespace

std::vector<Mark> marks_of(const Document& document) {
  Decisions decisions;
  for (const Decision& decision : document.decisions) decisions.push_back(&decision);
  std::stable_sort(decisions.begin(), decisions.end(),
                   [](const Decision* a, const Decision* b) { return a->line < b->line; });
  std::vector<Mark> marks;
  bool flags = false;
  for (auto first = decisions.begin(); first != decisions.end();) {
    const std::size_t line = (*first)->line;
    const auto last =
        std::find_if(first, decisions.end(), [line](const Decision* d) { return d->line != line; });
    flags =
        flags || std::any_of(first, last, [](const Decision* d) { return d->deed == Deed::flag; });
    add_line(document, line, {first, last}, marks);
    first = last;
  }
  if (flags) add_flags(document, marks);
  return marks;
}

}  // namespace dechaff::formats
