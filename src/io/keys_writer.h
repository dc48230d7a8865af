#pragma once

#include "io/writer.h"

namespace dechaff::io {

/// The units of a document, one TSV row each: document, number of the unit, begin, end, fingerprint
/// (32 hexadecimal digits). The document is its id, or SOURCE#NUMBER when it has none; offsets are
/// bytes of the document; tabs, line feeds, carriage returns and backslashes are written \t, \n, \r
/// and \\.
class KeysWriter final : public Writer {
 public:
  void document(const Rendering& what, std::string& out) const override;
};

/// `text` as a cell of a TSV row.
void append_cell(std::string& out, std::string_view text);
/// The text of such a cell. A backslash before another character stands for itself.
std::string cell_text(std::string_view cell);

}  // namespace dechaff::io
