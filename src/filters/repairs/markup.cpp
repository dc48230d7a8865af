#include "filters/repairs/markup.h"

#include <algorithm>
#include <array>
#include <string>

namespace dechaff::repairs {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array<std::string_view, 40> block_elements = {
    "article", "aside",  "blockquote", "body", "br",       "button", "canvas", "dd",
    "div",     "dl",     "dt",         "form", "footer",   "h1",     "h2",     "h3",
    "h4",      "h5",     "h6",         "head", "header",   "hr",     "html",   "iframe",
    "img",     "li",     "main",       "nav",  "noscript", "ol",     "option", "p",
    "pre",     "script", "section",    "td",   "table",    "th",     "tr",     "ul"};
constexpr std::array<std::string_view, 22> inline_elements = {
    "a", "abbr", "b", "big", "center", "cite", "code",   "del", "em",  "figure", "font",
    "i", "ins",  "q", "s",   "small",  "span", "strong", "sub", "sup", "tt",     "u"};
constexpr std::array<std::string_view, 13> codes = {
    "b", "center", "code", "color", "email", "i", "img", "list", "quote", "s", "size", "u", "url"};

template <class List>
bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

struct Tag {
  std::size_t end = 0;  // 0: no tag
  bool breaks = false;
};

/// The tag that begins at `at` with '<' or '['. `comments_end`: no end of a comment was missed yet
/// in the line, which is to be looked for once only.
Tag tag_at(std::string_view s, std::size_t at, bool& comments_end) {
  const bool html = s[at] == '<';
  if (html && s.substr(at, 4) == "<!--") {
    const std::size_t end = comments_end ? s.find("-->", at + 4) : std::string_view::npos;
    comments_end = end != std::string_view::npos;
    return {comments_end ? end + 3 : 0, false};
  }
  std::size_t k = at + 1;
  const bool closing = k < s.size() && s[k] == '/';
  if (closing) ++k;
  std::string name;
  while (k < s.size() && (letter(s[k]) || digit(s[k])) && name.size() < 11) {
    name += static_cast<char>(letter(s[k]) ? s[k] | 0x20 : s[k]);
    ++k;
  }
  const bool breaks = html && holds(block_elements, name);
  if (!breaks && !(html ? holds(inline_elements, name) : holds(codes, name))) return {};
  // Behind the name only what an attribute list may begin with.
  const char close = html ? '>' : ']';
  if (k >= s.size()) return {};
  if (s[k] != close && s[k] != ' ' && s[k] != '/' && !(s[k] == '=' && !html)) return {};
  char quote = 0;
  for (; k < s.size(); ++k) {
    if (quote != 0) {
      if (s[k] == quote) quote = 0;
    } else if ((s[k] == '"' || s[k] == '\'') && s[k - 1] == '=') {
      quote = s[k];
    } else if (s[k] == close) {
      return {k + 1, breaks};
    } else if (s[k] == '<' || s[k] == '[') {
      return {};
    }
  }
  return {};
}

bool blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

void find_markup(std::string_view line, Repairs& out) {
  bool comments_end = true;
  for (std::size_t at = line.find_first_of("<["); at != std::string_view::npos;
       at = line.find_first_of("<[", at)) {
    const std::size_t begin = at;
    bool breaks = false;
    while (at < line.size() && (line[at] == '<' || line[at] == '[')) {  // a run of tags
      const Tag tag = tag_at(line, at, comments_end);
      if (tag.end == 0) break;
      breaks = breaks || tag.breaks;
      at = tag.end;
    }
    if (at == begin) {
      ++at;
      continue;
    }
    const bool between =
        begin > 0 && at < line.size() && !blank(line[begin - 1]) && !blank(line[at]);
    out.push_back({{begin, at}, breaks && between ? " " : ""});
  }
}

}  // namespace dechaff::repairs
