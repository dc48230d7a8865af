#include "text/tsv_cell.h"

namespace dechaff::text {

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

}  // namespace dechaff::text
