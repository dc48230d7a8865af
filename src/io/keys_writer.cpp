#include "io/keys_writer.h"

#include "core/document_name.h"

namespace dechaff::io {

void append_cell(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\\') {
      out += "\\\\";
    } else {
      out += c;
    }
  }
}

std::string cell_text(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const char next = cell[at] == '\\' && at + 1 < cell.size() ? cell[at + 1] : '\0';
    const char plain = next == 't'    ? '\t'
                       : next == 'n'  ? '\n'
                       : next == 'r'  ? '\r'
                       : next == '\\' ? '\\'
                                      : '\0';
    out += plain != '\0' ? plain : cell[at];
    at += plain != '\0' ? 1U : 0U;
  }
  return out;
}

void KeysWriter::document(const Rendering& what, std::string& out) const {
  const std::string name = document_name(what.document);
  for (const Decision& d : what.document.decisions) {
    // The filter gives unit and fingerprint as the rule: "12 0f…".
    const std::size_t space = d.rule.find(' ');
    if (space == std::string::npos) continue;
    append_cell(out, name);
    out += '\t' + d.rule.substr(0, space) + '\t' + std::to_string(d.span.begin) + '\t' +
           std::to_string(d.span.end) + '\t' + d.rule.substr(space + 1) + '\n';
  }
}

}  // namespace dechaff::io
