#pragma once

#include <gumbo.h>

#include <cstddef>
#include <string>
#include <vector>

#include "evidence/markup.h"

namespace dechaff::html {

/// Notes the markup of lines while they are put down. Called in the order of the page.
class MarkupReader {
 public:
  explicit MarkupReader(Markup& out) : out_(out) {}

  void enter(const GumboElement& element);
  void leave(const GumboElement& element);
  /// A word begins at byte `at` of the text, and the line with it when `first`.
  void word(std::size_t at, bool first);
  /// The last word ended at byte `at`.
  void end_of_word(std::size_t at) { last_ = at; }
  /// The line that was begun holds nothing but white space.
  void forget_line() { out_.lines.pop_back(); }
  /// The line, or the cell of a row, ends.
  void end_line();

 private:
  struct Open {
    Markup::Kind kind;
    GumboTag tag;
    std::string target;
    std::size_t begin = SIZE_MAX;  // in this line; not yet: SIZE_MAX
  };
  struct List {
    bool ordered;
    std::uint32_t next;
    std::uint32_t outermost;
  };

  void close(Open& mark);

  Markup& out_;
  std::vector<Open> marks_;
  std::vector<List> lists_;
  std::vector<std::uint32_t> items_;   // that are open
  std::vector<std::uint32_t> tables_;  // that are open
  std::uint32_t blocks_ = 0, all_lists_ = 0, all_tables_ = 0, rows_ = 0;
  std::uint32_t code_ = Markup::none;
  unsigned quotes_ = 0, headings_ = 0, pre_ = 0;
  std::uint8_t level_ = 0;
  std::size_t last_ = 0;
};

}  // namespace dechaff::html
