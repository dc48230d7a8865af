#include "render/keys_writer.h"

#include "core/document_name.h"
#include "text/tsv_cell.h"

namespace dechaff::render {

void KeysWriter::document(const Rendering& what, std::string& out) const {
  const std::string name = document_name(what.document);
  for (const Decision& d : what.document.decisions) {
    const auto* key = std::get_if<ByKey>(&d.because);
    if (key == nullptr) continue;
    text::append_cell(out, name);
    out += '\t' + std::to_string(key->unit) + '\t' + std::to_string(d.span.begin) + '\t' +
           std::to_string(d.span.end) + '\t' + text::hex(key->key) + '\n';
  }
}

}  // namespace dechaff::render
