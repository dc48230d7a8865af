#pragma once

#include "io/writer.h"

namespace dechaff::io {

/// The repeats of a document, one TSV row each: source, document, begin, end, begin and end of what
/// it repeats, kind, similarity, text. Offsets are bytes of the document; tabs, line feeds and
/// backslashes of the text are written \t, \n and \\.
class RepeatsWriter final : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const override;
};

}  // namespace dechaff::io
