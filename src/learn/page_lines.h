#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace dechaff::learn {

/// A line of a page as `learn` compares it.
struct PageLine {
  std::size_t line;        // of the document
  std::uint64_t key;       // of the folded line; never 0
  bool prose;              // a sentence or more: page::is_prose
  bool bare;               // no letter in it: numbers, dates
  bool common = false;     // one of the site's lines; the caller's to say
  Zone zone = Zone::head;  // by the page's own prose: place_lines()
};

/// Folds a line as sites' lines are compared: dedup::fold(), and any number is like any other.
/// O(n).
void fold_line(std::string_view line, std::string& out);

/// The fingerprint of a folded line.
std::uint64_t key_of(std::string_view folded);

/// The kept lines of a page that hold a letter or a digit; of lines beyond 4,096 bytes the first
/// ones count. Needs `lines.measure()`. O(bytes).
void read_lines(const Document& document, std::vector<PageLine>& out);

/// Fills `zone`: the page's own prose runs from the first to the last line of prose that is not
/// `common`. A page without any is all head. O(lines).
void place_lines(std::vector<PageLine>& lines);

/// Whether prose of the page's own begins within the next three lines, so that this may be its
/// title, with a byline or a date below.
bool above_own_prose(const std::vector<PageLine>& lines, std::size_t i);

}  // namespace dechaff::learn
