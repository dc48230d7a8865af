#include "filters/captions/caption_lines.h"

#include <algorithm>
#include <array>

namespace dechaff::captions {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// "01:02:03.004" or "02:03,004" at the begin of `s`, which then begins behind it.
std::optional<std::uint64_t> time_at(std::string_view& s) {
  std::uint64_t parts = 0, value = 0, all = 0;
  std::size_t digits = 0, at = 0;
  for (; at < s.size(); ++at) {
    const char c = s[at];
    if (digit(c)) {
      if (++digits > 4) return std::nullopt;
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
    } else if (c == ':' && digits > 0 && parts < 2) {
      all = (all + value) * 60;
      value = digits = 0;
      ++parts;
    } else {
      break;
    }
  }
  if (parts == 0 || digits != 2 || at + 3 >= s.size()) return std::nullopt;
  if (s[at] != '.' && s[at] != ',') return std::nullopt;
  std::uint64_t thousandths = 0;
  for (std::size_t k = 1; k <= 3; ++k) {
    if (!digit(s[at + k])) return std::nullopt;
    thousandths = thousandths * 10 + static_cast<std::uint64_t>(s[at + k] - '0');
  }
  s.remove_prefix(at + 4);
  return (all + value) * 1000 + thousandths;
}

/// The end of the tag at `at`, or npos.
std::size_t tag_end(std::string_view s, std::size_t at) {
  const bool brace = s[at] == '{';
  const std::size_t end = s.find(brace ? '}' : '>', at);
  if (end == std::string_view::npos || end == at + 1) return std::string_view::npos;
  const std::string_view name = s.substr(at + 1, end - at - 1);
  if (brace) return name.front() == '\\' ? end + 1 : std::string_view::npos;
  const char first = name.front() == '/' && name.size() > 1 ? name[1] : name.front();
  if (digit(first))
    return name.find(':') != std::string_view::npos ? end + 1 : std::string_view::npos;
  std::size_t k = name.front() == '/' ? 1 : 0;
  const std::size_t begin = k;
  while (k < name.size() && letter(name[k])) ++k;
  static constexpr std::array<std::string_view, 9> known = {"c",    "i",    "b",  "u",   "v",
                                                            "lang", "ruby", "rt", "font"};
  const bool is_known =
      std::find(known.begin(), known.end(), name.substr(begin, k - begin)) != known.end();
  return is_known && (k == name.size() || name[k] == '.' || name[k] == ' ')
             ? end + 1
             : std::string_view::npos;
}

}  // namespace

std::optional<Times> times_of(std::string_view line) {
  const auto begin = time_at(line);
  if (!begin) return std::nullopt;
  const std::size_t arrow = line.find_first_not_of(" \t");
  if (arrow == std::string_view::npos || line.substr(arrow, 3) != "-->") return std::nullopt;
  line.remove_prefix(arrow + 3);
  line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
  const auto end = time_at(line);
  if (!end) return std::nullopt;
  return Times{*begin, *end};
}

bool opens_block(std::string_view line) {
  return line.starts_with("WEBVTT") || line == "STYLE" || line == "REGION" || line == "NOTE" ||
         line.starts_with("NOTE ");
}

void find_tags(std::string_view line, repairs::Repairs& out) {
  for (std::size_t at = line.find_first_of("<{"); at != std::string_view::npos;
       at = line.find_first_of("<{", at)) {
    const std::size_t end = tag_end(line, at);
    if (end == std::string_view::npos) {
      ++at;
      continue;
    }
    std::string speaker;
    if (line.substr(at, 2) == "<v") {
      const std::size_t name = line.find(' ', at);
      if (name < end - 1) speaker = std::string(line.substr(name + 1, end - name - 2)) + ": ";
    }
    out.push_back({{at, end}, std::move(speaker)});
    at = end;
  }
}

}  // namespace dechaff::captions
