// Workflow commands: "::error file=…,line=…,col=…,endColumn=…,title=…::message". In a message %, CR
// and LF are percent-encoded, in a property : and , too. GitHub's documentation, "Workflow commands
// for GitHub Actions".

#include <fmt/format.h>

#include "check/report/report.h"

namespace dechaff::check {
namespace {

enum class Part { message, property };

std::string escaped(std::string_view text, Part part) {
  std::string out;
  for (const char c : text) {
    const bool code =
        c == '%' || c == '\r' || c == '\n' || (part == Part::property && (c == ':' || c == ','));
    out += code ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

}  // namespace

std::string report_github(const Result& result) {
  std::string out;
  for (const Finding& f : result.findings) {
    out += fmt::format("::{} ", level_name(f.level));
    if (!f.of_input())
      out += fmt::format("file={},line={},", escaped(f.path, Part::property), f.line);
    if (f.column > 0) {
      out += fmt::format("col={},", f.column);
      // The last column of the annotation, not the one behind it.
      if (f.end_column > f.column) out += fmt::format("endColumn={},", f.end_column - 1);
    }
    out += fmt::format("title={}::{}\n", escaped(f.rule, Part::property),
                       escaped(f.message, Part::message));
  }
  return out;
}

}  // namespace dechaff::check
