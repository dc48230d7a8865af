#include <algorithm>
#include <string>

#include "evidence/line_blocks.h"

// AsciiDoc, MediaWiki and Org: a heading is a line with marks before it.

namespace dechaff::evidence {
namespace {

using std::string_view;
using Kind = LineBlocks::Kind;

constexpr std::size_t none = string_view::npos;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// A title without the marks of links: [[target|text]], [[target][text]], <<id,text>>,
/// link:target[text]; of code, '''bold''' and tags.
std::string shown(string_view text, string_view code_marks) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const string_view rest = text.substr(i);
    if (rest.starts_with("[[") || rest.starts_with("<<")) {
      const std::size_t close = rest.find(rest[0] == '[' ? "]]" : ">>");
      if (close != none) {
        const string_view inner = rest.substr(2, close - 2);
        const std::size_t bar =
            std::min(inner.rfind('|'), std::min(inner.rfind("]["), inner.find(',')));
        if (rest[0] == '[' || bar != none) {
          const std::size_t mark = bar == none ? 0 : inner.substr(bar).starts_with("][") ? 2 : 1;
          out += trimmed(inner.substr((bar == none ? 0 : bar) + mark));
        }
        i += close + 2;
        continue;
      }
    }
    if (rest.starts_with("link:") || rest.starts_with("xref:") || rest.starts_with("http://") ||
        rest.starts_with("https://")) {
      const std::size_t open = rest.find_first_of("[ ");
      const std::size_t close = open == none ? none : rest.find(']', open);
      if (close != none && rest[open] == '[') {
        out += rest.substr(open + 1, close - open - 1);
        i += close + 1;
        continue;
      }
    }
    if (rest.starts_with("''")) {
      i += first_run(rest);
      continue;
    }
    if (rest[0] == '<' && rest.size() > 1 &&
        (is_word(rest[1]) || rest[1] == '/' || rest[1] == '!')) {
      const std::size_t close = rest.find('>');
      if (close != none) {
        i += close + 1;
        continue;
      }
    }
    if (code_marks.find(rest[0]) != none) {
      ++i;
      continue;
    }
    out += rest[0];
    ++i;
  }
  return out;
}

/// A title after `level` marks and a space.
string_view title_after(string_view line, std::size_t level) {
  if (level == 0 || level > 6 || level >= line.size()) return {};
  return line[level] == ' ' || line[level] == '\t' ? trimmed(line.substr(level)) : string_view();
}

}  // namespace

void read_asciidoc(LineBlocks& lines) {
  string_view fence;  // the delimiter of the open block of code, comment or table
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const string_view line = lines.line(i);
    const bool row = line.starts_with("|===") || line.starts_with("!===");
    const bool delimiter = row || line.starts_with("```") ||
                           (line.size() >= 4 && string_view("-./+").find(line[0]) != none &&
                            first_run(line) == line.size());
    if (!fence.empty()) {
      lines.add(i, fence[0] == '|' || fence[0] == '!' ? Kind::table : Kind::code);
      if (line == fence || (fence[0] == '`' && line == "```")) {
        fence = {};
        lines.close();
      }
    } else if (delimiter) {
      lines.close();
      lines.add(i, row ? Kind::table : Kind::code);
      fence = line.starts_with("```") ? string_view("`") : line;
    } else if (line.empty()) {
      lines.close();
    } else {
      const std::size_t level = line[0] == '=' ? first_run(line) : 0;
      string_view title = title_after(line, level);
      const std::size_t last = title.find_last_not_of('=');  // "== Title =="
      if (last != none && last + 1 < title.size() && title[last] == ' ')
        title = trimmed(title.substr(0, last));
      if (!title.empty()) {
        lines.add_heading(i, i + 1, static_cast<int>(level), shown(title, "`"), false);
      } else {
        lines.add_text(i);
      }
    }
  }
}

void read_mediawiki(LineBlocks& lines) {
  string_view until;  // what ends the open block of code
  int tables = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const string_view line = lines.line(i);
    if (until.empty()) {
      if (line.starts_with("<pre")) until = "</pre";
      if (line.starts_with("<source")) until = "</source";
      if (line.starts_with("<syntaxhighlight")) until = "</syntaxhighlight";
    }
    if (!until.empty()) {
      lines.add(i, Kind::code);
      if (line.find(until) == none) continue;
      until = {};
      lines.close();
      continue;
    }
    if (line.starts_with("{|")) ++tables;
    if (tables > 0) {
      lines.add(i, Kind::table);
      if (line.starts_with("|}") && --tables == 0) lines.close();
      continue;
    }
    if (line.empty()) {
      lines.close();
      continue;
    }
    const std::size_t level = line[0] == '=' ? first_run(line) : 0;
    const std::size_t last = line.find_last_not_of('=');
    if (level > 0 && level <= 6 && last != none && last >= level && last + 1 < line.size()) {
      lines.add_heading(i, i + 1, static_cast<int>(level),
                        shown(line.substr(level, last + 1 - level), "`"), false);
    } else {
      lines.add_text(i);
    }
  }
}

void read_org(LineBlocks& lines) {
  bool code = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const string_view line = lines.line(i), text = trimmed(line);
    if (starts_with_word(text, "#+begin")) code = true;
    if (code) {
      lines.add(i, Kind::code);
      if (!starts_with_word(text, "#+end")) continue;
      code = false;
      lines.close();
      continue;
    }
    if (text.empty()) {
      lines.close();
      continue;
    }
    const std::size_t level = line[0] == '*' ? first_run(line) : 0;
    string_view title = title_after(line, level);
    if (!title.empty()) {
      for (const string_view state : {"TODO ", "DONE "}) {
        if (title.starts_with(state)) title = trimmed(title.substr(state.size()));
      }
      const std::size_t space = title.find_last_of(" \t");
      const string_view tags = space == none ? string_view() : title.substr(space + 1);
      if (tags.size() > 2 && tags.front() == ':' && tags.back() == ':')
        title = trimmed(title.substr(0, space));
      lines.add_heading(i, i + 1, static_cast<int>(level), shown(title, "`"), false);
    } else if (text.starts_with("#+") || text.starts_with("# ") || text.starts_with(':')) {
      lines.add(i, Kind::other);
    } else if (text[0] == '|') {
      lines.add(i, Kind::table);
    } else {
      lines.add_text(i);
    }
  }
}

}  // namespace dechaff::evidence
