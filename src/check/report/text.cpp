#include <fmt/format.h>

#include <algorithm>

#include "check/report/report.h"
#include "text/utf8.h"

namespace dechaff::check {
namespace {

constexpr std::size_t widest = 100;  // code points of a line that are shown

/// Code points [from, to) of `text`.
std::string_view part(std::string_view text, std::size_t from, std::size_t to) {
  std::size_t begin = text.size(), end = text.size(), count = 0;
  for (std::size_t at = 0; at < text.size() && count < to; ++count) {
    if (count == from) begin = at;
    at += text::decode(text, at).bytes;
    end = at;
  }
  return from >= count ? std::string_view{} : text.substr(begin, end - begin);
}

/// The line, or the part of a long one around the caret, and the caret under it. Tabs stay tabs
/// above and below, so that the caret stands where it should. Three dots also stand before what the
/// log of a CI service would take for a command to itself: "::stop-commands::", "##[group]",
/// "##vso[task".
void append_excerpt(std::string& out, const Finding& finding) {
  const std::size_t length = text::code_points(finding.excerpt);
  std::size_t from = 0;
  if (length > widest && finding.caret > widest / 2)
    from = std::min(finding.caret - widest / 2, length - widest);
  const std::size_t to = std::min(length, from + widest);
  const std::string_view shown = part(finding.excerpt, from, to);
  const std::size_t begin = std::min(shown.find_first_not_of(" \t"), shown.size());
  const std::string_view first = shown.substr(begin, 2);
  const bool command = first == "::" || first == "##";
  const std::string_view left = from > 0 || command ? "..." : "", right = to < length ? "..." : "";
  out += fmt::format("  {}{}{}\n", left, shown, right);
  if (finding.caret == finding.caret_end) return;
  out += "  ";
  out.append(left.size(), ' ');
  for (const char c : part(finding.excerpt, from, finding.caret)) {
    if (c == '\t') {
      out += '\t';
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      out += ' ';
    }
  }
  out += '^';
  const std::size_t end = std::min(finding.caret_end, to);
  if (end > finding.caret + 1) out.append(end - finding.caret - 1, '~');
  out += '\n';
}

}  // namespace

std::string report_text(const Result& result) {
  std::string out;
  for (const Finding& finding : result.findings) {
    out += fmt::format("{}: {}: {} [{}]\n", place_of(finding), level_name(finding.level),
                       finding.message, finding.rule);
    if (!finding.excerpt.empty()) append_excerpt(out, finding);
  }
  return out;
}

}  // namespace dechaff::check
