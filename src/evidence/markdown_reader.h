#pragma once

#include <md4c.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "evidence/markdown.h"

namespace dechaff::evidence::markdown {

/// Makes blocks and evidence from what md4c tells. md4c tells no places, but the texts that it
/// hands over are views of the document, in order; lines of marks alone are found between them.
/// Lines are ended one after the other, so that every line gets evidence exactly once, whatever
/// md4c tells.
class Reader {
 public:
  Reader(std::string_view bytes, const std::vector<text::Line>& lines, Blocks& out,
         Evidence& of_lines);

  /// The document begins with a byte order mark up to `text` and front matter up to `body`.
  void begin(std::size_t text, std::size_t body);
  void end();

  // False: the document is made to cost too much.
  bool enter_block(MD_BLOCKTYPE type, void* detail);
  bool leave_block(MD_BLOCKTYPE type, void* detail);
  bool enter_span(MD_SPANTYPE type, void* detail);
  bool leave_span(MD_SPANTYPE type, void* detail);
  void text(MD_TEXTTYPE type, std::string_view text);

 private:
  enum class Container : std::uint8_t { quote, list };
  struct List {  // or a table's rows
    std::uint32_t count = 0;
    std::uint32_t around = 0;
  };

  std::string_view line_text(std::size_t line) const;
  bool is_inside(std::string_view text) const;

  void open_leaf(MarkdownBlock::Kind kind);
  void close_leaf();
  void close_heading(std::string_view last);
  Element element_of_leaf() const;
  Regions leaf_regions() const;

  void begin_line();
  void end_line();
  void pass_over();  ///< ends a line that no text came from
  void go_to(std::size_t line);
  bool touch(std::size_t at);  ///< goes to the line of a byte; false: it is behind already
  std::size_t next_free() const { return touched_ ? line_ + 1 : line_; }
  template <class Test>
  std::optional<std::size_t> find_ahead(Test test);

  void show_text(MD_TEXTTYPE type, std::string_view text);
  void show_part(MD_TEXTTYPE type, std::string_view text, std::size_t at);
  void read_tag(std::string_view tag);
  void show_html(std::string_view text);
  void count(std::string_view shown);

  std::string_view bytes_;
  const std::vector<text::Line>& lines_;
  Blocks& out_;
  Evidence& evidence_;

  std::size_t line_ = 0;  // that is being read
  bool touched_ = false;  // a text came from it
  LineEvidence its_;
  std::uint32_t linked_ = 0;

  std::vector<Container> containers_;
  std::vector<List> lists_{List{}};       // all of the document; 0: none
  std::vector<std::uint32_t> list_path_;  // of the open ones
  std::vector<std::uint32_t> list_of_;    // of each line
  bool fresh_item_ = false;               // no block of the item was opened

  bool open_ = false, placed_ = false;  // a leaf is open; its first line is known
  MarkdownBlock leaf_;
  MD_CHAR fence_ = 0;
  std::uint32_t code_lines_ = 0;
  std::size_t indent_ = 0;  // spaces that md4c put before a line of code

  std::uint32_t cells_ = 0;                   // of the row that showed something
  bool fresh_cell_ = false;                   // nothing of the cell was shown
  std::size_t shown_to_ = 0;                  // the byte behind the last one shown
  bool in_tag_ = false, in_comment_ = false;  // of an HTML block

  int links_ = 0, images_ = 0;
  bool html_link_ = false;
  bool link_is_new_ = false;  // nothing of it was counted
  std::size_t link_line_ = 0, link_shown_ = 0;
  std::uint64_t copied_ = 0;  // bytes that md4c copied for links
  std::uint64_t searches_;    // lines that find_ahead() may still look at in vain
};

}  // namespace dechaff::evidence::markdown
