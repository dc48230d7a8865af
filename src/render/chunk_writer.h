#pragma once

#include "render/writer.h"

namespace dechaff::render {

/// Cuts documents at their headings into chunks for retrieval: a JSON object a chunk, with the path
/// of the headings above it. A chunk of more than `max_words` words (0: no limit) is cut between
/// lines; a single line is never cut. Fields: docs/formats.md.
class ChunkWriter final : public Writer {
 public:
  explicit ChunkWriter(std::size_t max_words) : max_words_(max_words) {}

  void document(const Rendering& what, std::string& out) const override;

 private:
  std::size_t max_words_;
};

}  // namespace dechaff::render
