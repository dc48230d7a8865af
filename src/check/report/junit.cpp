// JUnit XML as the Jenkins xUnit plugin's junit-10.xsd has it: a suite a file, a case a finding,
// and one case that passes for a file without any.

#include <fmt/format.h>

#include <map>

#include "check/report/report.h"
#include "text/utf8.h"

namespace dechaff::check {
namespace {

/// Text for XML 1.0, in an attribute or not; characters that XML does not have become U+FFFD.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    if (d.c == '&') {
      out += "&amp;";
    } else if (d.c == '<') {
      out += "&lt;";
    } else if (d.c == '>') {
      out += "&gt;";
    } else if (d.c == '"') {
      out += "&quot;";
    } else if (d.c == '\t' || d.c == '\n' || d.c == '\r') {
      out += fmt::format("&#{};", static_cast<unsigned>(d.c));
    } else if (!d.valid() || d.c < 0x20 || d.c == 0xFFFE || d.c == 0xFFFF) {
      text::append(out, text::replacement_character);
    } else {
      out.append(text, at, d.bytes);
    }
    at += d.bytes;
  }
  return out;
}

std::string suite(const std::string& name, const std::vector<const Finding*>& findings) {
  if (findings.empty()) {
    return fmt::format(
        "  <testsuite name=\"{0}\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
        "    <testcase name=\"{0}\" classname=\"dechaff\"/>\n  </testsuite>\n",
        xml(name));
  }
  std::string out;
  std::size_t failures = 0;
  for (const Finding* f : findings) {
    const bool failed = f->level == Level::error;
    failures += failed ? 1U : 0U;
    out += fmt::format("    <testcase name=\"{}\" classname=\"{}\">\n      ",
                       xml(f->rule + " " + place_of(*f)), xml(f->rule));
    out += failed ? fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>\n", xml(f->rule),
                                xml(f->message), xml(f->excerpt))
                  : fmt::format("<system-out>{}</system-out>\n",
                                xml("warning: " + f->message + ": " + f->excerpt));
    out += "    </testcase>\n";
  }
  return fmt::format(
      "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n",
      xml(name), findings.size(), failures, out);
}

}  // namespace

std::string report_junit(const Result& result) {
  std::map<std::string_view, std::vector<const Finding*>> of_path;
  for (const Finding& f : result.findings) of_path[f.path].push_back(&f);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dechaff\">\n";
  for (const std::string& path : result.paths) out += suite(path, of_path[path]);
  if (of_path.count("") > 0) out += suite("the whole input", of_path[""]);
  return out + "</testsuites>\n";
}

}  // namespace dechaff::check
