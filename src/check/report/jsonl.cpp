#include "check/report/report.h"
#include "text/json_writer.h"

namespace dechaff::check {

std::string report_jsonl(const Result& result) {
  std::string out;
  text::JsonWriter json(out);
  for (const Finding& f : result.findings) {
    json.begin_object().member("schema", "dechaff.finding/1").member("rule", valid_utf8(f.rule));
    json.member("level", level_name(f.level));
    if (!f.of_input()) {
      json.member("path", valid_utf8(f.path)).member("document", f.document);
      json.member("id", valid_utf8(f.id)).member("line", f.line);
      if (f.column > 0) {
        json.member("column", f.column).member("end_column", f.end_column);
        json.member("begin", f.bytes.begin).member("end", f.bytes.end);
      }
    }
    json.member("message", valid_utf8(f.message)).member("text", valid_utf8(f.excerpt)).end_line();
  }
  return out;
}

}  // namespace dechaff::check
