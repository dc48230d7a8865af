#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/evidence.h"
#include "text/lines.h"

namespace dechaff::evidence {

/// A block of Markdown that holds no other block.
struct MarkdownBlock {
  enum class Kind : std::uint8_t {
    paragraph,
    heading,
    code,
    html,
    table,
    rule,          ///< a thematic break
    front_matter,  ///< YAML between "---", TOML between "+++", at the top
    other,         ///< links' definitions, empty items
  };
  Kind kind = Kind::paragraph;
  std::uint8_t level = 0;  ///< of a heading, 1–6; of a paragraph "##NoSpace": see `lax`
  bool lax = false;        ///< a line that would be a heading with a space behind its "#"
  bool setext = false;     ///< a heading by its underline
  bool fenced = false;     ///< code
  bool first_of_item = false;
  std::uint8_t lists = 0;                      ///< around it
  std::uint8_t quotes = 0;                     ///< around it
  std::uint32_t line_begin = 0, line_end = 0;  ///< of the document, with marks, fences, underlines
  Span bytes;                                  ///< of the document: these lines with their endings
  Span language;  ///< bytes of the document: the first word behind a fence's marks
  Span name;      ///< bytes of the document: the id of {#id} or <a name>
  Span title;     ///< bytes of Blocks::titles: a heading as its reader sees it, in one line
};

std::string_view name_of(MarkdownBlock::Kind kind);

/// The blocks of a document, in order, without overlap; blank lines between them are in none.
struct Blocks {
  std::vector<MarkdownBlock> blocks;
  std::string titles;  // of the headings, one after the other

  std::string_view title_of(const MarkdownBlock& heading) const {
    return std::string_view(titles).substr(heading.title.begin, heading.title.size());
  }
  void clear();
};

/// Reads CommonMark with GitHub's tables, strikethrough and bare links (md4c), front matter and a
/// byte order mark. `lines` are of text::split_lines(bytes); each gets its evidence. Shown text is
/// without marks: "#", "*", "`", link targets, images, inline HTML, {#id}, permalinks at the end of
/// a heading; entities are decoded; a tab stands between the cells of a row. False, and nothing in
/// `of_lines` and `out`, when the document is above 1 GiB, or made to cost more time than its
/// length allows. Linear in the bytes otherwise.
bool read_markdown(std::string_view bytes, const std::vector<text::Line>& lines, Blocks& out,
                   Evidence& of_lines);

}  // namespace dechaff::evidence
