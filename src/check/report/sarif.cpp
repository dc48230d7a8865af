// OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.

#include <fmt/format.h>

#include <map>

#include "check/report/report.h"
#include "check/settings.h"

namespace dechaff::check {
namespace {

/// A path as a URI reference (RFC 3986): what is not unreserved is percent-encoded.
std::string uri_of(std::string_view path) {
  std::string out;
  while (path.starts_with("./")) path.remove_prefix(2);
  if (path.starts_with('/')) out = "file://";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string location(const Finding& f) {
  std::string region = fmt::format("\"startLine\": {}", f.line);
  if (f.column > 0)
    region += fmt::format(", \"startColumn\": {}, \"endColumn\": {}", f.column, f.end_column);
  if (!f.excerpt.empty())
    region += fmt::format(", \"snippet\": {{\"text\": {}}}", json_string(f.excerpt));
  return fmt::format(
      "{{\"physicalLocation\": {{\"artifactLocation\": {{\"uri\": {}}}, \"region\": {{{}}}}}}}",
      json_string(uri_of(f.path)), region);
}

}  // namespace

std::string report_sarif(const Result& result) {
  std::map<std::string, std::size_t> rules;
  for (const Finding& f : result.findings) rules.emplace(f.rule, 0);
  std::string listed;
  for (std::size_t index = 0; auto& [rule, number] : rules) {
    number = index++;
    const std::string summary = summary_of(rule);
    listed += fmt::format("{}\n            {{\"id\": {}, \"shortDescription\": {{\"text\": {}}}}}",
                          listed.empty() ? "" : ",", json_string(rule),
                          json_string(summary.empty() ? rule : summary));
  }
  const std::vector<std::size_t> nth = count_equal(result.findings);
  std::string found;
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& f = result.findings[i];
    found += fmt::format(
        "{}\n        {{\"ruleId\": {}, \"ruleIndex\": {}, \"level\": \"{}\", \"message\": "
        "{{\"text\": {}}}, \"locations\": [{}], \"partialFingerprints\": {{\"dechaff/v1\": "
        "\"{}\"}}}}",
        i == 0 ? "" : ",", json_string(f.rule), rules[f.rule], level_name(f.level),
        json_string(f.message), f.of_input() ? "" : location(f), fingerprint(f, nth[i]));
  }
  return fmt::format(R"({{
  "version": "2.1.0",
  "runs": [
    {{
      "tool": {{
        "driver": {{
          "name": "dechaff",
          "rules": [{}]
        }}
      }},
      "columnKind": "unicodeCodePoints",
      "results": [{}]
    }}
  ]
}}
)",
                     listed.empty() ? "" : listed + "\n          ",
                     found.empty() ? "" : found + "\n      ");
}

}  // namespace dechaff::check
