// OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.

#include <fmt/format.h>

#include <map>

#include "check/report/report.h"
#include "check/settings.h"
#include "text/json_writer.h"

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

void write_location(text::JsonWriter& json, const Finding& f) {
  json.begin_object().key("physicalLocation").begin_object();
  json.key("artifactLocation").begin_object().member("uri", uri_of(f.path)).end_object();
  json.key("region").begin_object().member("startLine", f.line);
  if (f.column > 0) json.member("startColumn", f.column).member("endColumn", f.end_column);
  if (!f.excerpt.empty()) {
    json.key("snippet").begin_object().member("text", valid_utf8(f.excerpt)).end_object();
  }
  json.end_object().end_object().end_object();
}

void write_rules(text::JsonWriter& json, const std::map<std::string, std::size_t>& rules) {
  json.key("rules").begin_list();
  for (const auto& [rule, number] : rules) {
    const std::string summary = summary_of(rule);
    json.begin_object().member("id", rule);
    json.key("shortDescription").begin_object();
    json.member("text", summary.empty() ? rule : summary).end_object().end_object();
  }
  json.end_list();
}

void write_result(text::JsonWriter& json, const Finding& f, std::size_t rule, std::size_t nth) {
  json.begin_object().member("ruleId", f.rule).member("ruleIndex", rule);
  json.member("level", level_name(f.level));
  json.key("message").begin_object().member("text", valid_utf8(f.message)).end_object();
  json.key("locations").begin_list();
  if (!f.of_input()) write_location(json, f);
  json.end_list();
  json.key("partialFingerprints").begin_object();
  json.member("dechaff/v1", fingerprint(f, nth)).end_object().end_object();
}

}  // namespace

std::string report_sarif(const Result& result) {
  std::map<std::string, std::size_t> rules;
  for (const Finding& f : result.findings) rules.emplace(f.rule, 0);
  for (std::size_t index = 0; auto& [rule, number] : rules) number = index++;
  const std::vector<std::size_t> nth = count_equal(result.findings);

  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("version", "2.1.0").key("runs").begin_list().begin_object();
  json.key("tool").begin_object().key("driver").begin_object().member("name", "dechaff");
  write_rules(json, rules);
  json.end_object().end_object().member("columnKind", "unicodeCodePoints");
  json.key("results").begin_list();
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const Finding& f = result.findings[i];
    write_result(json, f, rules[f.rule], nth[i]);
  }
  json.end_list().end_object().end_list().end_line();
  return out;
}

}  // namespace dechaff::check
