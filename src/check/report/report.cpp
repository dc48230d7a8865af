#include "check/report/report.h"

#include <fmt/format.h>

#include <map>

#include "text/hash.h"
#include "text/utf8.h"
#include "text/visible.h"

namespace dechaff::check {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> formats = {
      {"text", "path:line:col: level: message [rule], the line and a caret", report_text},
      {"jsonl", "one JSON object a finding", report_jsonl},
      {"sarif", "SARIF 2.1.0, for code scanning", report_sarif},
      {"junit", "JUnit XML, for test reports", report_junit},
      {"github", "annotations of GitHub Actions", report_github},
      {"gitlab", "GitLab code quality", report_gitlab}};
  return formats;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    if (d.valid()) {
      out.append(text, at, d.bytes);
    } else {
      text::append(out, text::replacement_character);
    }
    at += d.bytes;
  }
  return out;
}

std::string place_of(const Finding& finding) {
  if (finding.of_input()) return "(the whole input)";
  const std::string path = text::visible_name(finding.path);
  if (finding.column == 0) return fmt::format("{}:{}", path, finding.line);
  return fmt::format("{}:{}:{}", path, finding.line, finding.column);
}

std::string fingerprint(const Finding& finding, std::size_t nth) {
  const text::Hash128 hash = text::hash128(
      fmt::format("{}\n{}\n{:016x}\n{}", finding.path, finding.rule, finding.key, nth));
  return fmt::format("{:016x}{:016x}", hash.high, hash.low);
}

std::vector<std::size_t> count_equal(const std::vector<Finding>& findings) {
  std::map<std::tuple<std::string_view, std::string_view, std::uint64_t>, std::size_t> seen;
  std::vector<std::size_t> out;
  for (const Finding& f : findings) out.push_back(seen[{f.path, f.rule, f.key}]++);
  return out;
}

}  // namespace dechaff::check
