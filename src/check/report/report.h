#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "check/gate.h"

namespace dechaff::check {

/// A form of output. Each stands in a file of its own and is a function of the result alone: no
/// time, no host, no order of threads.
struct ReportFormat {
  std::string_view name, summary;
  std::string (*render)(const Result& result);
};

/// In the order in which help lists them.
const std::vector<ReportFormat>& report_formats();

std::string report_text(const Result& result);    // path:line:col, the line, a caret
std::string report_jsonl(const Result& result);   // docs/check.md
std::string report_sarif(const Result& result);   // OASIS SARIF 2.1.0
std::string report_junit(const Result& result);   // JUnit XML as Jenkins reads it
std::string report_github(const Result& result);  // workflow commands of GitHub Actions
std::string report_gitlab(const Result& result);  // GitLab's code quality report

/// Text that may stand in JSON or XML: bytes that are not UTF-8 become U+FFFD.
std::string valid_utf8(std::string_view text);

/// "path:line:column", as far as they are known; "(the whole input)".
std::string place_of(const Finding& finding);

/// 32 hex digits that stay the same while path, rule and line do; `nth` parts equal ones.
std::string fingerprint(const Finding& finding, std::size_t nth);

/// The nth of each finding: how many equal ones, by path, rule and line, came before it.
std::vector<std::size_t> count_equal(const std::vector<Finding>& findings);

}  // namespace dechaff::check
