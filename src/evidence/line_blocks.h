#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/markdown.h"
#include "text/lines.h"

namespace dechaff::evidence {

/// Gathers the blocks of a document whose marks are read line by line.
class LineBlocks {
 public:
  using Kind = MarkdownBlock::Kind;

  LineBlocks(std::string_view bytes, const std::vector<text::Line>& lines, Blocks& out)
      : bytes_(bytes), lines_(lines), out_(out) {
    out.clear();
  }

  std::size_t size() const { return lines_.size(); }
  /// Without white space at its end.
  std::string_view line(std::size_t i) const;

  /// Line `i` belongs to the open block when that is of this kind; else it opens one.
  void add(std::size_t i, Kind kind);
  /// Line `i` is text: it goes on with the open paragraph, or is an item of a list.
  void add_text(std::size_t i);
  /// What follows is another block.
  void close() { open_ = false; }
  /// Lines [i, end) are a heading.
  void add_heading(std::size_t i, std::size_t end, int level, std::string_view title,
                   bool underlined);

 private:
  std::string_view bytes_;
  const std::vector<text::Line>& lines_;
  Blocks& out_;
  bool open_ = false;  // the last block may go on
};

void read_restructured(LineBlocks& lines);
void read_asciidoc(LineBlocks& lines);
void read_mediawiki(LineBlocks& lines);
void read_org(LineBlocks& lines);

/// Length of a list's mark at the begin of a line with its indent and the space behind it; 0: none.
std::size_t item_mark(std::string_view line);

/// How often the first character is repeated at the begin.
std::size_t first_run(std::string_view line);

std::string_view trimmed(std::string_view text);
bool starts_with_word(std::string_view text, std::string_view word);  // ASCII case aside

}  // namespace dechaff::evidence
