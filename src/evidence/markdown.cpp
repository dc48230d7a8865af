#include "evidence/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <array>

#include "evidence/front_matter.h"
#include "evidence/markdown_lines.h"
#include "evidence/markdown_reader.h"
#include "text/utf8.h"

namespace dechaff::evidence {
namespace {

using markdown::Reader;

/// md4c's callbacks: a number below 0 ends the parse. One above does not end it everywhere (0.4.8).
template <auto Method>
int call(auto type, void* detail, void* reader) {
  return (static_cast<Reader*>(reader)->*Method)(type, detail) ? 0 : -1;
}

/// The shown text of a heading's lines, white space squeezed; of "##NoSpace" without its marks.
void add_title(std::string_view bytes, const std::vector<text::Line>& lines,
               const Evidence& of_lines, Blocks& out, MarkdownBlock& block) {
  block.title.begin = out.titles.size();
  bool open = false;  // something was added, and a space comes before what follows
  for (std::size_t i = block.line_begin; i < block.line_end; ++i) {
    std::string_view shown =
        of_lines.shown(i, bytes.substr(lines[i].begin, lines[i].end - lines[i].begin));
    if (of_lines[i].element == Element::mark) continue;
    if (block.lax) shown.remove_prefix(std::min(shown.find_first_not_of('#'), shown.size()));
    for (std::size_t at = 0; at < shown.size();) {
      const std::size_t from = shown.find_first_not_of(" \t\r", at);
      if (from == std::string_view::npos) break;
      at = std::min(shown.find_first_of(" \t\r", from), shown.size());
      if (open) out.titles += ' ';
      out.titles += shown.substr(from, at - from);
      open = true;
    }
  }
  block.title.end = out.titles.size();
}

}  // namespace

std::string_view name_of(MarkdownBlock::Kind kind) {
  static constexpr std::array<std::string_view, 8> names = {
      "paragraph", "heading", "code", "html", "table", "rule", "front-matter", "other"};
  return names[unsigned(kind)];
}

void Blocks::clear() {
  blocks.clear();
  titles.clear();
}

bool read_markdown(std::string_view bytes, const std::vector<text::Line>& lines, Blocks& out,
                   Evidence& of_lines) {
  constexpr std::size_t most_bytes = 1 << 30;
  out.clear();
  of_lines.clear();
  if (bytes.size() > most_bytes || markdown::is_too_costly(bytes)) return false;
  const std::size_t mark = text::byte_order_mark(bytes).encoding == text::Encoding::utf8 ? 3 : 0;
  const std::size_t matter = read_front_matter(bytes.substr(mark), of_lines.facts);
  Reader reader(bytes, lines, out, of_lines);
  reader.begin(mark, mark + matter);
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    return call<&Reader::enter_block>(type, detail, to);
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* to) {
    return call<&Reader::leave_block>(type, detail, to);
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* to) {
    return call<&Reader::enter_span>(type, detail, to);
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* to) {
    return call<&Reader::leave_span>(type, detail, to);
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* to) {
    static_cast<Reader*>(to)->text(type, {text, size});
    return 0;
  };
  const std::string_view body = bytes.substr(mark + matter);
  if (md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, &reader) != 0) {
    out.clear();
    of_lines.clear();
    return false;
  }
  reader.end();
  for (MarkdownBlock& block : out.blocks) {
    if (block.kind == MarkdownBlock::Kind::heading || block.lax)
      add_title(bytes, lines, of_lines, out, block);
  }
  return true;
}

}  // namespace dechaff::evidence
