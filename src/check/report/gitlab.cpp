// GitLab's code quality report: a JSON array of issues with description, check_name, fingerprint,
// severity and location. GitLab's documentation, "Code Quality", "Code quality report format".

#include "check/report/report.h"
#include "text/json_writer.h"

namespace dechaff::check {

std::string report_gitlab(const Result& result) {
  const std::vector<std::size_t> nth = count_equal(result.findings);
  std::string out = "[";
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& f = result.findings[i];
    std::string_view path = f.of_input() ? std::string_view(".") : std::string_view(f.path);
    while (path.starts_with("./")) path.remove_prefix(2);
    out += i == 0 ? "\n" : ",\n";  // a line each
    text::JsonWriter json(out);
    json.begin_object().member("description", valid_utf8(f.message)).member("check_name", f.rule);
    json.member("fingerprint", fingerprint(f, nth[i]));
    json.member("severity", f.level == Level::error ? "major" : "minor");
    json.key("location").begin_object().member("path", valid_utf8(path));
    json.key("lines").begin_object().member("begin", f.line).end_object().end_object().end_object();
  }
  return out + (result.findings.empty() ? "]\n" : "\n]\n");
}

}  // namespace dechaff::check
