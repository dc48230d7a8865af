#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "check/markup.h"
#include "core/line_table.h"

namespace dechaff::check {

/// What a document's comments take out of the gate:
///   <!-- dechaff: ignore[boilerplate.cookie, teasers] -->   the next line, or the text beside it
///   <!-- dechaff: ignore-file[normalize.markup] -->         the whole document
/// Without brackets all rules are meant. In Markdown and HTML the comment is <!-- … -->, in
/// reStructuredText ".. dechaff: …", in plain text a line that begins with # or //, or either of
/// the two. Inside code blocks they do not count.
class Suppressions {
 public:
  /// O(bytes). `kinds` are those of classify().
  void read(std::string_view bytes, const LineTable& lines, const std::vector<LineKind>& kinds);

  bool covers(std::string_view rule, std::size_t line) const;

  struct Entry {
    std::size_t line;       // of the comment
    std::size_t target;     // the line that is meant; no_line: all
    std::string_view rule;  // "boilerplate.cookie", a stage, or empty: all
  };
  static constexpr std::size_t no_line = static_cast<std::size_t>(-1);
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
};

/// Whether `name` is `rule` or a stage or kind before one of its dots: "teasers" names
/// "teasers.model".
bool names_rule(std::string_view name, std::string_view rule);

}  // namespace dechaff::check
