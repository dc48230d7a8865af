#include "render/chunk_blocks.h"

#include <algorithm>

#include "evidence/line_blocks.h"
#include "page/document_blocks.h"

namespace dechaff::render {
namespace {

using Kind = evidence::MarkdownBlock::Kind;

/// A paragraph without marks ends at a blank line and before an item of a list.
void add_lines(const Document& document, std::size_t begin, std::size_t end,
               std::vector<ChunkBlock>& out) {
  const LineTable& lines = document.lines;
  bool open = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view line = document.bytes.substr(lines.span[i].begin, lines.span[i].size());
    if (trim(line).empty()) {
      open = false;
      continue;
    }
    const bool item = evidence::item_mark(line) > 0;
    if (open && !item) continue;
    out.push_back({item ? ChunkKind::list : ChunkKind::text,
                   {lines.span[i].begin, 0},
                   nullptr,
                   {},
                   {},
                   0,
                   0});
    open = true;
  }
}

ChunkKind kind_of(const evidence::MarkdownBlock& block) {
  switch (block.kind) {
    case Kind::heading:
      return ChunkKind::heading;
    case Kind::code:
      return ChunkKind::code;
    case Kind::table:
      return ChunkKind::table;
    default:
      return block.lists > 0 ? ChunkKind::list : ChunkKind::text;
  }
}

/// The line of a document with its ending, as bytes.
std::string_view whole_line(const Document& document, std::size_t line) {
  const LineTable& lines = document.lines;
  return document.bytes.substr(lines.span[line].begin, lines.next[line] - lines.span[line].begin);
}

void add_marked(const Document& document, const page::DocumentBlocks& marks,
                std::vector<ChunkBlock>& out) {
  const bool markdown = marks.language == evidence::MarkLanguage::markdown;
  for (const evidence::MarkdownBlock& block : marks.blocks.blocks) {
    ChunkBlock& added = out.emplace_back();
    added.kind = kind_of(block);
    added.bytes.begin = block.bytes.begin;
    added.end = block.bytes.end;
    if (!markdown) continue;
    if (block.kind == Kind::code && block.fenced) {
      const std::string_view fence = whole_line(document, block.line_begin);
      const std::size_t mark = fence.find_first_of("`~");
      if (mark == std::string_view::npos || !fence.ends_with('\n')) continue;
      const std::size_t end = std::min(fence.find_first_not_of(fence[mark], mark), fence.size());
      added.again = fence;
      added.head = fence.size();
      added.close = std::string(fence.substr(mark, end - mark)) + '\n';
    } else if (block.kind == Kind::table && block.line_end >= block.line_begin + 2) {
      added.again = whole_line(document, block.line_begin);
      added.again += whole_line(document, block.line_begin + 1);
      added.head = added.again.size();
      if (!added.again.ends_with('\n')) added.again.clear();
    }
  }
}

}  // namespace

void find_chunk_blocks(const Document& document, std::vector<ChunkBlock>& out) {
  out.clear();
  const LineTable& lines = document.lines;
  const auto* marks = document.workspace.find<page::DocumentBlocks>();
  if (marks != nullptr && marks->language != evidence::MarkLanguage::none) {
    add_marked(document, *marks, out);
  } else {
    std::size_t from = 0;
    for (const Heading& heading : document.headings) {
      add_lines(document, from, heading.line, out);
      out.push_back(
          {ChunkKind::heading, {lines.span[heading.line].begin, 0}, nullptr, {}, {}, 0, 0});
      from = heading.line + 1;
    }
    add_lines(document, from, lines.size(), out);
  }
  if (out.empty() && !document.bytes.empty()) out.emplace_back();
  auto heading = document.headings.begin();
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i == 0) out[i].bytes.begin = 0;
    out[i].bytes.end = i + 1 < out.size() ? out[i + 1].bytes.begin : document.bytes.size();
    if (heading != document.headings.end() && lines.span[heading->line].begin < out[i].bytes.end) {
      out[i].heading = &*heading++;
    } else if (out[i].kind == ChunkKind::heading) {
      out[i].kind = ChunkKind::text;
    }
  }
}

}  // namespace dechaff::render
