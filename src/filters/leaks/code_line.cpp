#include "filters/leaks/code_line.h"

#include <algorithm>
#include <array>

#include "filters/leaks/tokens.h"

namespace dechaff::leaks {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// Set by eye on code that leaked into pages and on code in manuals; measured together:
// docs/leaks.md.
constexpr std::size_t dense_statements = 2;  // of a script on one line
constexpr std::size_t dense_signs = 3;       // of a script
constexpr std::size_t dense_pairs = 4;       // of JSON
constexpr std::size_t least_encoded = 80;    // bytes of base64
constexpr std::size_t many_tags = 6;         // in a line: those that a comment may have

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool blank(char c) { return c == ' ' || c == '\t'; }
bool name_character(char c) { return letter(c) || digit(c) || c == '_' || c == '-'; }

/// How often the characters of code are in a line.
struct Counts {
  std::size_t braces = 0, semicolons = 0, marks = 0, letters = 0, blanks = 0, pairs = 0;
};

Counts count(std::string_view line) {
  Counts out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (letter(c)) {
      ++out.letters;
      continue;
    }
    if (blank(c)) ++out.blanks;
    if (c == '{' || c == '}') ++out.braces;
    if (c == ';') ++out.semicolons;
    if (c == '"' && i + 1 < line.size() && line[i + 1] == ':') ++out.pairs;
    if (std::string_view("{}()[];=<>|&\"'_/\\:$#").find(c) != npos) ++out.marks;
  }
  return out;
}

/// A line of nothing but comments of HTML.
bool is_comment(std::string_view line) {
  while (line.substr(0, 4) == "<!--") {
    const std::size_t end = line.find("-->", 4);
    if (end == npos) return false;
    line.remove_prefix(end + 3);
    while (!line.empty() && blank(line.front())) line.remove_prefix(1);
    if (line.empty()) return true;
  }
  return line == "//]]>" || line == "]]>" || line == "<![CDATA[" || line == "//<![CDATA[" ||
         line == "/* <![CDATA[ */" || line == "/* ]]> */";
}

/// The end of the tag of a shortcode at `at`, or npos: "[name attribute="…"]", "[/name]", "[name]".
/// `certain`: it cannot be a word in brackets.
std::size_t shortcode_end(std::string_view line, std::size_t at, bool& certain) {
  if (line[at] != '[') return npos;
  std::size_t k = at + 1;
  const bool closes = k < line.size() && line[k] == '/';
  if (closes) ++k;
  const std::size_t name = k;
  while (k < line.size() && name_character(line[k])) ++k;
  if (k == name || k >= line.size() || !letter(line[name])) return npos;
  const std::size_t end = line.find(']', k);
  if (end == npos || line.find('[', k) < end) return npos;
  const bool sets = blank(line[k]) && line.substr(k, end - k).find("=\"") != npos;
  if (line[k] != ']' && !sets) return npos;
  if (end + 1 < line.size() && line[end + 1] == '(') return npos;  // a link of Markdown
  certain = certain || sets || closes;
  return end + 1;
}

bool is_shortcode(std::string_view line) {
  bool certain = false;
  bool tags = false;
  while (!line.empty()) {
    if (blank(line.front())) {
      line.remove_prefix(1);
      continue;
    }
    const std::size_t end = shortcode_end(line, 0, certain);
    if (end == npos) break;
    tags = true;
    line.remove_prefix(end);
  }
  // [embed]https://…[/embed]: an address is all that may be between.
  if (!line.empty() && line.substr(0, 4) == "http") {
    const std::size_t close = line.find('[');
    bool closes = false;
    return tags && close != npos && line.substr(0, close).find(' ') == npos &&
           shortcode_end(line, close, closes) == line.size() && closes;
  }
  return tags && certain && line.empty();
}

/// A line of nothing but tags.
CodeLine judge_markup(std::string_view line) {
  static constexpr std::array<std::string_view, 10> machinery = {
      "script", "style", "noscript", "iframe", "link", "meta", "svg", "path", "object", "ins"};
  std::size_t tags = 0, of_machinery = 0, hidden = 0;
  bool pixel = false;
  while (!line.empty()) {
    if (blank(line.front())) {
      line.remove_prefix(1);
      continue;
    }
    const std::size_t name = line.substr(0, 2) == "</" ? 2 : 1;
    if (line.front() != '<' || line.size() < name + 2 || !letter(line[name])) break;
    const std::size_t end = line.find('>');
    if (end == npos) return {};
    const std::string_view tag = line.substr(0, end + 1);
    std::size_t name_end = name;
    while (letter(tag[name_end])) ++name_end;
    const std::string_view element = tag.substr(name, name_end - name);
    if (std::find(machinery.begin(), machinery.end(), element) != machinery.end()) ++of_machinery;
    if (tag.find("display:none") != npos || tag.find("display: none") != npos) ++hidden;
    pixel = pixel || is_pixel(tag) ||
            (tag.find("width=\"1\"") != npos && tag.find("height=\"1\"") != npos);
    ++tags;
    line.remove_prefix(end + 1);
  }
  if (tags == 0 || (!line.empty() && of_machinery == 0)) return {};
  const bool leaked = of_machinery == tags || hidden > 0 || tags >= many_tags;
  return {pixel ? Code::pixel : Code::markup, pixel, leaked || pixel};
}

/// An address alone in a line, or an image of Markdown without words for it.
bool is_pixel_address(std::string_view line) {
  if (line.substr(0, 4) == "![](" && line.back() == ')')
    line = line.substr(4, line.size() - 5);
  else if (line.substr(0, 4) != "http" && line.substr(0, 2) != "//")
    return false;
  return line.find(' ') == npos && is_pixel(line);
}

/// One token of letters in both cases and digits, with the marks of base64 alone.
bool is_encoded(std::string_view line) {
  const std::size_t at = line.find(";base64,");
  if (at != npos && line.size() > at + least_encoded && line.substr(0, at).find(' ') == npos &&
      line.find(' ') == npos)
    return true;
  if (line.size() < least_encoded) return false;
  std::size_t upper = 0, lower = 0, digits = 0, changes = 0;
  char last = 0;
  for (const char c : line) {
    const char kind = c >= 'A' && c <= 'Z' ? 'A' : c >= 'a' && c <= 'z' ? 'a' : digit(c) ? '0' : c;
    if (kind == 'A')
      ++upper;
    else if (kind == 'a')
      ++lower;
    else if (kind == '0')
      ++digits;
    else if (c != '+' && c != '/' && c != '=')
      return false;
    if (kind != last) ++changes;
    last = kind;
  }
  // Cases and digits change at every second character; in a path or a long word they do not.
  return upper * 8 > line.size() && lower * 8 > line.size() && digits * 20 > line.size() &&
         changes * 5 > line.size() * 2;
}

/// Where a declaration "name: value" ends whose name begins at `at`: at ';', '}' or the end of the
/// line. npos when there is none.
std::size_t declaration_end(std::string_view line, std::size_t at) {
  std::size_t k = at;
  while (k < line.size() && (name_character(line[k]) || line[k] == '*')) ++k;
  if (k == at || !(letter(line[at]) || line[at] == '-' || line[at] == '*')) return npos;
  while (k < line.size() && blank(line[k])) ++k;
  if (k >= line.size() || line[k] != ':') return npos;
  const std::size_t end = line.find_first_of(";}{", k);
  if (end == npos || line[end] == '{') return npos;
  return end > k + 1 ? end : npos;
}

/// Whether a selector and its block open at the begin of the line: "p.lead {", "@media (…) {".
bool opens_style(std::string_view line, std::size_t brace) {
  if (brace == 0 || brace == npos || brace > 200) return false;
  const std::string_view selector = line.substr(0, brace);
  if (selector.front() == '@') return selector.size() > 1 && letter(selector[1]);
  const bool starts = letter(selector.front()) || selector.front() == '.' ||
                      selector.front() == '#' || selector.front() == '*' ||
                      selector.front() == ':' || selector.front() == '[';
  return starts && selector.find_first_of("(;=") == npos;
}

/// `tight`: as tools pack it, without a space after braces and colons.
bool is_style(std::string_view line, bool& dense, bool& tight) {
  const std::size_t brace = line.find('{');
  if (brace == npos || !opens_style(line, brace)) return false;
  std::size_t rules = 0, packed = 0, at = 0;
  bool closed = false;  // a declaration, by a semicolon
  while ((at = line.find('{', at)) != npos) {
    ++at;
    const bool space = at < line.size() && blank(line[at]);
    while (at < line.size() && blank(line[at])) ++at;
    const std::size_t end = declaration_end(line, at);
    if (end == npos) continue;
    ++rules;
    closed = closed || line[end] == ';';
    const std::size_t colon = line.find(':', at);
    if (!space && !blank(line[colon + 1])) ++packed;
  }
  const char first = line.front();
  const bool selects = first == '.' || first == '#' || first == '@' || first == '*';
  dense = rules > 0 && line.back() == '}' && (closed || selects);
  tight = dense && packed == rules;
  return rules > 0 || (brace + 1 == line.size() && selects);
}

bool is_data(std::string_view line, const Counts& counts, bool& dense) {
  const char first = line.front(), last = line.back();
  const bool whole =
      (first == '{' || first == '[') && (last == '}' || last == ']' || last == ';' || last == ',');
  if (!whole || counts.pairs == 0) return false;
  // As machines write it, without a space after the colon.
  std::size_t tight = 0;
  for (std::size_t at = line.find("\":"); at != npos; at = line.find("\":", at + 2)) {
    if (at + 2 < line.size() && !blank(line[at + 2])) ++tight;
  }
  dense = counts.pairs >= dense_pairs && tight * 2 > counts.pairs;
  return true;
}

bool is_script(std::string_view line, const Counts& counts, bool& dense) {
  const char last = line.back();
  const bool ends = last == ';' || last == '{' || last == '}' || last == ')' || last == ',' ||
                    last == '(' || last == ']';
  if (!ends || counts.marks * 12 < counts.letters) return false;
  const std::size_t signs = script_signs(line);
  if (signs == 0) return false;
  dense = signs >= dense_signs && talks_to_page(line) && counts.semicolons >= dense_statements &&
          counts.marks * 8 > counts.letters;
  return signs >= 2 || last == ';' || last == '{';
}

/// A member of an object with a plain value: "dots: true,".
bool sets_member(std::string_view line) {
  if (line.back() == ',') line.remove_suffix(1);
  std::size_t k = 0;
  while (k < line.size() && name_character(line[k])) ++k;
  if (k == 0 || k + 2 >= line.size() || line[k] != ':' || line[k + 1] != ' ') return false;
  const std::string_view value = line.substr(k + 2);
  if (value == "true" || value == "false" || value == "null") return true;
  if (value.front() == '\'' && value.size() > 1 && value.back() == '\'') return true;
  return std::all_of(value.begin(), value.end(), [](char c) { return digit(c) || c == '.'; });
}

/// What belongs to code beside it, but would be nothing alone.
bool is_part(std::string_view line) {
  bool certain = false;
  if (shortcode_end(line, 0, certain) == line.size() && line.find('_') != npos) return true;
  if (line.find_first_not_of("{}()[];, \t") == npos) return true;
  if (line.substr(0, 2) == "//" || line.substr(0, 2) == "/*") return true;
  if (line.front() == '"' && (line.find("\":") != npos || line.back() == ',')) return true;
  if (declaration_end(line, 0) != npos && line.back() == ';') return true;
  if (sets_member(line)) return true;
  const char last = line.back();
  if (last != ';') return false;
  const Counts counts = count(line);
  return counts.marks * 6 > counts.letters;
}

}  // namespace

CodeLine judge(std::string_view line) {
  CodeLine out;
  if (line.empty()) return out;
  // Of prose, nearly every line has none of these characters.
  const bool marked = line.find_first_of("{}<=;_[") != npos;
  const bool token = line.size() >= least_encoded && line.find(' ') == npos;
  const bool quoted = line.front() == '"' && line.find("\":") != npos;
  const bool address = line.front() == 'h' || line.front() == '/' || line.front() == '!';
  if (!marked && !token && !address && !quoted) {
    out.code = is_part(line) ? Code::part : Code::none;
    return out;
  }
  if (is_comment(line)) {
    out = {Code::comment, line.find("wp:") != npos, true};
  } else if (is_shortcode(line)) {
    out = {Code::shortcode, line.find("=\"") != npos || line.find("[/") != npos, true};
  } else if (line.front() == '<') {
    out = judge_markup(line);
    out.signature = out.code != Code::none && (out.signature || has_signature(line));
  } else if (is_pixel_address(line)) {
    out = {Code::pixel, true, true};
  } else if (is_encoded(line)) {
    out = {Code::encoded, true, true};
  } else {
    const Counts counts = count(line);
    bool tight = false;
    if (is_data(line, counts, out.dense)) {
      out.code = Code::data;
    } else if (counts.braces > 0 && is_style(line, out.dense, tight)) {
      out.code = Code::style;
    } else if (is_script(line, counts, out.dense)) {
      out.code = Code::script;
    } else {
      out.code = is_part(line) ? Code::part : Code::none;
    }
    // A sentence that names one is no code: it has spaces where code has marks.
    const bool reads_as_code = out.code != Code::none || counts.marks * 6 > counts.letters;
    out.signature =
        reads_as_code && counts.marks * 12 > counts.letters && (tight || has_signature(line));
    if (out.signature && (out.code == Code::none || out.code == Code::part))
      out.code = Code::script;
  }
  return out;
}

}  // namespace dechaff::leaks
