#pragma once

#include "render/writer.h"

namespace dechaff::render {

/// What was found in a document, a row a kind: source, document, count, kind, its first place in
/// bytes, and the text there. TSV; tabs, line feeds and backslashes of the text are written \t, \n
/// and \\.
class KindsWriter final : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const override;
};

}  // namespace dechaff::render
