#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "render/chunk_cutter.h"
#include "text/span.h"

namespace dechaff::render {

/// A block with the blank lines after it, as chunks are made of.
struct ChunkBlock {
  ChunkKind kind = ChunkKind::text;
  Span bytes;
  const Heading* heading = nullptr;  ///< that it is
  std::string again;     ///< what a part of it begins with: the head of a table, a fence
  std::string close;     ///< what a part of it ends with: a fence
  std::size_t end = 0;   ///< of the block itself, before its blank lines
  std::size_t head = 0;  ///< bytes at the begin of the block that `again` repeats
};

/// The blocks of a document, in order and without a gap: those of its marks, or else its paragraphs
/// and the items of its lists. O(bytes).
void find_chunk_blocks(const Document& document, std::vector<ChunkBlock>& out);

}  // namespace dechaff::render
