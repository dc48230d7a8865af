#include "check/glob.h"

namespace dechaff::check {
namespace {

constexpr std::size_t none = std::string_view::npos;

/// Matches the set that begins at `at` with '[' against `c`; `at` moves behind it. False, and `at`
/// none, when it has no end.
bool set_matches(std::string_view p, std::size_t& at, char c) {
  std::size_t i = at + 1;
  const bool negated = i < p.size() && (p[i] == '!' || p[i] == '^');
  if (negated) ++i;
  bool found = false;
  const auto b = static_cast<unsigned char>(c);
  for (const std::size_t first = i; i < p.size() && (p[i] != ']' || i == first); ++i) {
    if (p[i] == '\\' && i + 1 < p.size()) ++i;
    const auto low = static_cast<unsigned char>(p[i]);
    auto high = low;
    if (i + 2 < p.size() && p[i + 1] == '-' && p[i + 2] != ']') {
      i += 2;
      if (p[i] == '\\' && i + 1 < p.size()) ++i;
      high = static_cast<unsigned char>(p[i]);
    }
    found = found || (b >= low && b <= high);
  }
  if (i >= p.size()) {
    at = none;
    return false;
  }
  at = i + 1;
  return found != negated && c != '/';
}

/// Matches one character of the pattern; moves behind it when it matches.
bool one_matches(std::string_view p, std::size_t& at, char c) {
  if (p[at] == '[') {
    std::size_t behind = at;
    if (!set_matches(p, behind, c)) return false;
    at = behind;
    return true;
  }
  if (p[at] == '?') {
    if (c == '/') return false;
  } else if (p[at] == '\\' && at + 1 < p.size()) {
    if (p[at + 1] != c) return false;
    ++at;
  } else if (p[at] != c) {
    return false;
  }
  ++at;
  return true;
}

}  // namespace

bool glob_matches(std::string_view p, std::string_view s) {
  std::size_t pi = 0, si = 0;
  std::size_t star = none, star_from = 0;        // behind the last '*', and what it took up to
  std::size_t folders = none, folders_from = 0;  // the same for "**/"
  for (;;) {
    const bool part_begins = pi == 0 || p[pi - 1] == '/';
    if (pi < p.size() && part_begins && p.substr(pi) == "**") return si < s.size();
    if (pi < p.size() && part_begins && p.substr(pi, 3) == "**/") {
      pi += 3;
      folders = pi;
      folders_from = si;
      star = none;
      continue;
    }
    if (pi < p.size() && p[pi] == '*') {
      while (pi < p.size() && p[pi] == '*') ++pi;
      star = pi;
      star_from = si;
      continue;
    }
    if (pi == p.size() && si == s.size()) return true;
    if (pi < p.size() && si < s.size() && one_matches(p, pi, s[si])) {
      ++si;
      continue;
    }
    if (star != none && star_from < s.size() && s[star_from] != '/') {
      pi = star;
      si = ++star_from;
      continue;
    }
    if (folders == none) return false;
    const std::size_t slash = s.find('/', folders_from);
    if (slash == none) return false;
    pi = folders;
    si = folders_from = slash + 1;
    star = none;
  }
}

bool names_path(std::string_view pattern, std::string_view path) {
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  while (path.starts_with("./")) path.remove_prefix(2);
  if (pattern.find('/') == none) return glob_matches(pattern, path.substr(path.rfind('/') + 1));
  for (;;) {
    if (glob_matches(pattern, path)) return true;
    const std::size_t slash = path.find('/');
    if (slash == none) return false;
    path.remove_prefix(slash + 1);
  }
}

bool is_glob(std::string_view text) { return text.find_first_of("*?[") != none; }

}  // namespace dechaff::check
