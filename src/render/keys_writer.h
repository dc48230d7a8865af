#pragma once

#include "render/writer.h"

namespace dechaff::render {

/// The units of a document, one TSV row each: document, number of the unit, begin, end, fingerprint
/// (32 hexadecimal digits). The document is its id, or SOURCE#NUMBER when it has none; offsets are
/// bytes of the document; tabs, line feeds, carriage returns and backslashes are written \t, \n, \r
/// and \\.
class KeysWriter final : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const override;
};

}  // namespace dechaff::render
