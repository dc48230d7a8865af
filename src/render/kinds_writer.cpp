#include "render/kinds_writer.h"

#include <map>
#include <string_view>

#include "text/tsv_cell.h"

namespace dechaff::render {

void KindsWriter::document(const Rendering& what, std::string& out) const {
  struct Kind {
    std::size_t count = 0;
    Span first;
  };
  std::map<std::string_view, Kind> kinds;
  for (const Decision& d : what.document.decisions) {
    Kind& kind = kinds[d.reason.name()];
    if (kind.count++ == 0 || d.span.begin < kind.first.begin) kind.first = d.span;
  }
  for (const auto& [name, kind] : kinds) {
    text::append_cell(out, what.document.source);
    out += '\t' + std::to_string(what.document.ordinal) + '\t' + std::to_string(kind.count) + '\t';
    out += name;
    out += '\t' + std::to_string(kind.first.begin) + '\t';
    text::append_cell(out, what.document.bytes.substr(kind.first.begin, kind.first.size()));
    out += '\n';
  }
}

}  // namespace dechaff::render
