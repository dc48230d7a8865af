#pragma once

#include "render/chunk_cutter.h"
#include "render/writer.h"

namespace dechaff::render {

/// Cuts documents into chunks for retrieval: a JSON object a chunk, with the path of the headings
/// above it. Fields: docs/formats.md.
class ChunkWriter final : public Writer {
 public:
  explicit ChunkWriter(const ChunkRules& rules) : rules_(rules) {}

  void document(const Rendering& what, std::string& out) const override;

 private:
  ChunkRules rules_;
};

}  // namespace dechaff::render
