#include "rules/loosen.h"

namespace dechaff::rules {
namespace {

/// The ASCII characters of a category or script, as the inside of a class; the empty string is a
/// script without any. Categories that are not listed are not loosened.
bool ascii_part(std::string_view name, std::string_view& part) {
  if (name.size() > 3) {  // a script: no ASCII, Latin aside
    part = name == "Latin" ? "A-Za-z" : "";
    return name != "Common" && name != "Inherited";
  }
  if (name == "L" || name == "Lu" || name == "Ll") {
    part = name == "L" ? "A-Za-z" : name == "Lu" ? "A-Z" : "a-z";
    return true;
  }
  if (name == "N" || name == "Nd") {
    part = "0-9";
    return true;
  }
  part = "";
  return name == "M" || name == "Lo" || name == "Han";
}

/// Reads `\pX` or `\p{Name}` at `at`. Returns its length, 0 when there is none.
std::size_t property_at(std::string_view pattern, std::size_t at, std::string_view& name) {
  if (pattern.substr(at, 2) != "\\p" || at + 2 >= pattern.size()) return 0;
  if (pattern[at + 2] != '{') {
    name = pattern.substr(at + 2, 1);
    return 3;
  }
  const std::size_t end = pattern.find('}', at);
  if (end == std::string_view::npos) return 0;
  name = pattern.substr(at + 3, end - at - 3);
  return name.starts_with('^') ? 0 : end + 1 - at;
}

}  // namespace

std::size_t counted_repeat(std::string_view pattern, std::size_t at, bool& may_be_none) {
  std::size_t k = at + 1, digits = 0;
  may_be_none = true;
  for (; k < pattern.size() && pattern[k] >= '0' && pattern[k] <= '9'; ++k, ++digits)
    may_be_none = may_be_none && pattern[k] == '0';
  if (digits == 0) return 0;
  if (k < pattern.size() && pattern[k] == ',') ++k;
  while (k < pattern.size() && pattern[k] >= '0' && pattern[k] <= '9') ++k;
  return k < pattern.size() && pattern[k] == '}' ? k + 1 - at : 0;
}

std::string loosen(std::string_view pattern) {
  static constexpr std::string_view beyond_ascii = "\\x{80}-\\x{10FFFF}";
  std::string out;
  bool in_class = false, negated = false;
  for (std::size_t at = 0; at < pattern.size();) {
    std::string_view name, part;
    const std::size_t length = property_at(pattern, at, name);
    if (length > 0 && !(in_class && negated) && ascii_part(name, part)) {
      if (!in_class) out += '[';
      out += part;
      out += beyond_ascii;
      if (!in_class) out += ']';
      at += length;
      continue;
    }
    const char c = pattern[at];
    bool may_be_none = false;
    const std::size_t counted =
        !in_class && c == '{' && at > 0 ? counted_repeat(pattern, at, may_be_none) : 0;
    if (counted > 0) {
      out += may_be_none ? '*' : '+';
      at += counted;
      continue;
    }
    if (c == '\\' && at + 1 < pattern.size()) {
      out += pattern.substr(at, 2);
      at += 2;
      continue;
    }
    if (!in_class && c == '[') {
      in_class = true;
      negated = pattern.substr(at + 1, 1) == "^";
      out += negated ? "[^" : "[";
      at += negated ? 2 : 1;
      if (at < pattern.size() && pattern[at] == ']') {  // a bracket that stands first is a member
        out += ']';
        ++at;
      }
      continue;
    }
    if (in_class && c == '[' && pattern.substr(at + 1, 1) == ":") {  // [:alpha:]
      const std::size_t end = pattern.find(":]", at);
      if (end != std::string_view::npos) {
        out += pattern.substr(at, end + 2 - at);
        at = end + 2;
        continue;
      }
    }
    if (in_class && c == ']') in_class = false;
    out += c;
    ++at;
  }
  return out;
}

}  // namespace dechaff::rules
