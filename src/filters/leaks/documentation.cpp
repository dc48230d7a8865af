#include "filters/leaks/documentation.h"

#include <algorithm>

namespace dechaff::leaks {
namespace {

constexpr std::size_t most_names = 32;
constexpr std::size_t least_name = 5;  // characters: "i_1" is said by chance

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }
bool name_character(char c) {
  return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '@' || c == '$';
}

/// Whether no word of a language looks like it: "max-width" may be one, but not on most pages.
bool made_up(std::string_view name) {
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] == '_' || name[i] == '-') return true;
    if (capital(name[i]) && letter(name[i - 1]) && !capital(name[i - 1])) return true;
  }
  return name.front() == '@';
}

/// Appends the names of a line outside quotes, and the keys of JSON.
void names_of(std::string_view line, std::vector<std::string_view>& out) {
  char quote = 0;
  for (std::size_t at = 0; at < line.size() && out.size() < most_names;) {
    if (line[at] == '"' || line[at] == '\'') {
      quote = quote == 0 ? line[at] : quote == line[at] ? '\0' : quote;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && name_character(line[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view name = line.substr(at, end - at);
    const bool key = line.substr(end, 2) == "\":";
    const bool tag = at > 0 && line[at - 1] == '<';
    const bool called = quote == 0 && end < line.size() && line[end] == '(' && end - at >= 4;
    if (called)
      out.push_back(line.substr(at, end - at + 1));
    else if (tag)
      out.push_back(line.substr(at - 1, end - at + 1));
    else if ((quote == 0 || key) && name.size() >= least_name && made_up(name))
      out.push_back(name);
    at = end;
  }
}

bool says(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !name_character(text[at - 1])) &&
        (end == text.size() || name.back() == '(' || !name_character(text[end])))
      return true;
  }
  return false;
}

}  // namespace

std::vector<Run> find_runs(const LineTable& lines, const std::vector<CodeLine>& code) {
  std::vector<Run> out;
  std::size_t above = lines.size();  // the last line with text
  bool open = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trim(lines.text[i]);
    if (!lines.kept(i) || line.empty()) continue;
    if (code[i].code == Code::none) {
      open = false;
      above = i;
      continue;
    }
    if (!open) {
      Run run{i, i + 1};
      if (above < lines.size()) {
        const std::string_view before = trim(lines.text[above]);
        run.introduced = before.ends_with(':') || before.ends_with("\xEF\xBC\x9A");
      }
      run.indented = lines.text[i].starts_with("    ") || lines.text[i].starts_with('\t');
      out.push_back(run);
      open = true;
    }
    Run& run = out.back();
    run.end = i + 1;
    ++run.lines;
    run.signature = run.signature || code[i].signature;
    run.packed = run.packed && (code[i].dense || code[i].code == Code::part);
  }
  const auto only_parts = [&](const Run& run) {
    return std::all_of(code.begin() + static_cast<std::ptrdiff_t>(run.begin),
                       code.begin() + static_cast<std::ptrdiff_t>(run.end), [](const CodeLine& c) {
                         return c.code == Code::part || c.code == Code::none;
                       });
  };
  out.erase(std::remove_if(out.begin(), out.end(), only_parts), out.end());
  return out;
}

bool text_names(const LineTable& lines, const std::vector<CodeLine>& code, const Run& run) {
  std::vector<std::string_view> names;
  for (std::size_t i = run.begin; i < run.end; ++i) names_of(lines.text[i], names);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i) || code[i].code != Code::none) continue;
    if (std::any_of(names.begin(), names.end(),
                    [&](std::string_view name) { return says(lines.text[i], name); }))
      return true;
  }
  return false;
}

}  // namespace dechaff::leaks
