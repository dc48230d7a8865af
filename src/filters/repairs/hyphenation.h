#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "core/line_table.h"
#include "filters/repairs/repair.h"

namespace dechaff::repairs {

/// A word that was broken at the end of a line: "exam-" and "ple of".
struct BrokenWord {
  Span hyphen;       // at the end of the first line: the hyphen or soft hyphen
  Span rest;         // at the begin of the second line: the rest of the word with what clings to it
  bool keep_hyphen;  // the whole word has it: "well-known"
};

/// The words of a document, to know the whole form of a broken one.
class Hyphenation {
 public:
  /// Remembers the words with inner hyphens and without. O(bytes).
  void read(const LineTable& lines);

  /// Whether a word of `line` goes on in `next`, which must begin with a small letter. The hyphen
  /// goes when the document has the word without it elsewhere, or when it is a soft one; else it
  /// stays in the joined word, so that nothing is lost. O(word).
  bool find(std::string_view line, std::string_view next, BrokenWord& out) const;

 private:
  std::unordered_set<std::string> words_;
};

}  // namespace dechaff::repairs
