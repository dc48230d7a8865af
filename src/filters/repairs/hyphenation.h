#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/line_table.h"
#include "filters/repairs/repair.h"

namespace dechaff::rules {
struct LanguageInfo;
class PackLibrary;
}  // namespace dechaff::rules

namespace dechaff::repairs {

/// A word that was broken at the end of a line: "exam-" and "ple of".
struct BrokenWord {
  Span hyphen;       // at the end of the first line: the hyphen or soft hyphen
  Span rest;         // at the begin of the second line: the rest of the word with what clings to it
  bool keep_hyphen;  // the whole word has it: "well-known"
};

/// Whether the line ends in a hyphen or soft hyphen.
bool ends_broken(std::string_view line);

/// The words of a document, to know the whole form of a broken one.
class Hyphenation {
 public:
  /// Remembers the words with inner hyphens and without. O(bytes).
  void read(const LineTable& lines);

  /// The document's language, for its words that follow a hyphen of their own ("Nord- und
  /// Südseite") and for first halves that keep it ("self-help"). Null where it is not known.
  /// Longer words of the kind count in any language: texts quote.
  void speak(const rules::LanguageInfo* language, const rules::PackLibrary* packs);

  /// Whether a word of `line` goes on in `next`. The hyphen goes, unless the document has the word
  /// with it, has both halves as words of their own, or the language says so of the first half; one
  /// letter before it keeps it ("E-Mail", "n-gram"). Numbers and addresses are left alone, and so
  /// is a capital after a hyphen, which begins a word of its own. O(word).
  bool find(std::string_view line, std::string_view next, BrokenWord& out) const;

 private:
  bool has(std::string_view word) const { return words_.count(std::string(word)) > 0; }
  bool keeps_hyphen(std::string_view first, std::string_view second) const;

  std::unordered_set<std::string> words_;
  const rules::LanguageInfo* language_ = nullptr;
  std::vector<std::string> suspends_;  // of all languages
};

}  // namespace dechaff::repairs
