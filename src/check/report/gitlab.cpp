// GitLab's code quality report: a JSON array of issues with description, check_name, fingerprint,
// severity and location. GitLab's documentation, "Code Quality", "Code quality report format".

#include <fmt/format.h>

#include "check/report/report.h"

namespace dechaff::check {

std::string report_gitlab(const Result& result) {
  const std::vector<std::size_t> nth = count_equal(result.findings);
  std::string out = "[";
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& f = result.findings[i];
    std::string_view path = f.of_input() ? std::string_view(".") : std::string_view(f.path);
    while (path.starts_with("./")) path.remove_prefix(2);
    out += fmt::format(
        "{}\n  {{\"description\": {}, \"check_name\": {}, \"fingerprint\": \"{}\", \"severity\": "
        "\"{}\", \"location\": {{\"path\": {}, \"lines\": {{\"begin\": {}}}}}}}",
        i == 0 ? "" : ",", json_string(f.message), json_string(f.rule), fingerprint(f, nth[i]),
        f.level == Level::error ? "major" : "minor", json_string(path), f.line);
  }
  return out + (result.findings.empty() ? "]\n" : "\n]\n");
}

}  // namespace dechaff::check
