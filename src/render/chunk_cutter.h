#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "text/span.h"

namespace dechaff::render {

/// How long a chunk may be, and how chunks meet. 0: no limit, no overlap, nothing is merged.
struct ChunkRules {
  std::size_t max_words = 0;       ///< words, and stretches between white space
  std::size_t max_characters = 0;  ///< code points
  std::size_t overlap = 0;         ///< sentences of the chunk before, within one section
  std::size_t min_words = 0;       ///< shorter sections are joined with the next under one heading
};

enum class ChunkKind : std::uint8_t { text, list, table, code, heading };
std::string_view name_of(ChunkKind kind);

/// A stretch of a document, and what is put before and after it to make it whole.
struct Chunk {
  Span bytes;                 ///< of the document; the chunks cover it without a gap
  std::string before, after;  ///< a fence, a table's head, sentences of the chunk before
  ChunkKind kind = ChunkKind::text;
  std::size_t part = 1;              ///< of its section
  std::vector<const Heading*> path;  ///< the headings above, the topmost first
};

/// Cuts a document where it is weakest: between sections, blocks (paragraphs, items, tables, code),
/// rows, sentences, clauses, words, characters. No chunk with what is put around it is above the
/// limits; what would not fit is left out. Code and tables that fit into a chunk are never cut. The
/// chunks joined are the document. O(bytes · depth of the cuts).
void cut_chunks(const Document& document, const ChunkRules& rules, std::vector<Chunk>& out);

}  // namespace dechaff::render
