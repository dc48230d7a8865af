#include <fmt/format.h>

#include "check/report/report.h"

namespace dechaff::check {

std::string report_jsonl(const Result& result) {
  std::string out;
  for (const Finding& f : result.findings) {
    out += fmt::format("{{\"schema\":\"dechaff.finding/1\",\"rule\":{},\"level\":\"{}\"",
                       json_string(f.rule), level_name(f.level));
    if (!f.of_input()) {
      out += fmt::format(",\"path\":{},\"document\":{},\"id\":{},\"line\":{}", json_string(f.path),
                         f.document, json_string(f.id), f.line);
      if (f.column > 0) {
        out += fmt::format(",\"column\":{},\"end_column\":{},\"begin\":{},\"end\":{}", f.column,
                           f.end_column, f.bytes.begin, f.bytes.end);
      }
    }
    out += fmt::format(",\"message\":{},\"text\":{}}}\n", json_string(f.message),
                       json_string(f.excerpt));
  }
  return out;
}

}  // namespace dechaff::check
