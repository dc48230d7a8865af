#include "render/keys_writer.h"

#include "core/document_name.h"
#include "text/tsv_cell.h"

namespace dechaff::render {

void KeysWriter::document(const Rendering& what, std::string& out) const {
  const std::string name = document_name(what.document);
  for (const Decision& d : what.document.decisions) {
    // The filter gives unit and fingerprint as the rule: "12 0f…".
    const std::size_t space = d.rule.find(' ');
    if (space == std::string::npos) continue;
    text::append_cell(out, name);
    out += '\t' + d.rule.substr(0, space) + '\t' + std::to_string(d.span.begin) + '\t' +
           std::to_string(d.span.end) + '\t' + d.rule.substr(space + 1) + '\n';
  }
}

}  // namespace dechaff::render
