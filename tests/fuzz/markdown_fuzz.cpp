// Any bytes as Markdown and as plain text: evidence for every line, blocks in order, shown text
// that maps back into its line.

#include <cstdint>
#include <cstdlib>

#include "evidence/markdown.h"
#include "evidence/plain.h"

namespace {

using dechaff::evidence::Evidence;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view bytes, const std::vector<dechaff::text::Line>& lines,
           const Evidence& evidence) {
  require(evidence.lines() == lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = bytes.substr(lines[i].begin, lines[i].end - lines[i].begin);
    const std::string_view shown = evidence.shown(i, line);
    require(evidence.tokens(i).size() <= Evidence::most_tokens);
    std::size_t at = 0, from = 0;
    for (const auto& piece : evidence.pieces(i)) {
      require(piece.shown >= at && piece.original >= from);
      require(piece.shown < shown.size() && piece.original + piece.size <= line.size());
      at = piece.shown;
      from = piece.original + piece.size;
    }
    const dechaff::Span all = evidence.original_of(i, {0, shown.size()});
    require(all.begin <= all.end && all.end <= line.size());
    if (shown.size() > 2) {
      const dechaff::Span part = evidence.original_of(i, {1, shown.size() - 1});
      require(part.begin >= all.begin && part.begin <= part.end && part.end <= all.end);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<dechaff::text::Line> lines;
  dechaff::text::split_lines(bytes, lines);
  Evidence evidence;
  dechaff::evidence::Blocks blocks;
  if (dechaff::evidence::read_markdown(bytes, lines, blocks, evidence)) {
    check(bytes, lines, evidence);
    std::size_t line = 0;
    for (const auto& block : blocks.blocks) {
      require(block.line_begin >= line && block.line_begin < block.line_end);
      require(block.bytes.begin == lines[block.line_begin].begin);
      require(block.name.end <= size && block.language.end <= size);
      line = block.line_end;
    }
    require(line <= lines.size());
  }
  dechaff::evidence::read_plain(bytes, lines, evidence);
  check(bytes, lines, evidence);
  return 0;
}
