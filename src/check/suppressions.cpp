#include "check/suppressions.h"

namespace dechaff::check {
namespace {

using std::string_view;

constexpr string_view mark = "dechaff: ignore";
constexpr std::size_t none = string_view::npos;

/// What is left of the comment's mark on its line: the text that it stands beside.
struct Comment {
  bool is_one = false;
  string_view body;    // from the mark to the comment's end
  bool alone = false;  // nothing else stands on the line
};

Comment comment_at(string_view line, std::size_t at) {
  Comment out;
  const string_view before = trim(line.substr(0, at));
  if (before.ends_with("<!--")) {
    const std::size_t end = line.find("-->", at);
    if (end == none) return out;
    out.is_one = true;
    out.body = line.substr(at, end - at);
    out.alone = before.size() == 4 && trim(line.substr(end + 3)).empty();
  } else if (before == ".." || before == "#" || before == "//" || before == ";" || before == "%") {
    out.is_one = true;
    out.body = line.substr(at);
    out.alone = true;
  }
  return out;
}

}  // namespace

void Suppressions::read(string_view bytes, const LineTable& lines,
                        const std::vector<LineKind>& kinds) {
  entries_.clear();
  if (bytes.find(mark) == none) return;
  const auto text = [&](std::size_t i) {
    return bytes.substr(lines.span[i].begin, lines.span[i].size());
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t at = text(i).find(mark);
    if (at == none) continue;
    const Comment comment = comment_at(text(i), at);
    if (!comment.is_one) continue;
    if (kinds[i] == LineKind::code) continue;
    string_view rest = comment.body.substr(mark.size());
    const bool whole_file = rest.starts_with("-file");
    if (whole_file) rest.remove_prefix(5);
    std::size_t target = whole_file ? no_line : i;
    if (!whole_file && comment.alone) {
      do ++target;
      while (target < lines.size() && trim(text(target)).empty());
    }
    if (!rest.starts_with('[')) {
      if (trim(rest).empty()) entries_.push_back({i, target, {}});
      continue;
    }
    string_view list = rest.substr(1, rest.find(']') - 1);
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find(','), list.size());
      const string_view rule = trim(list.substr(0, comma));
      if (!rule.empty()) entries_.push_back({i, target, rule});
      list.remove_prefix(std::min(list.size(), comma + 1));
    }
  }
}

bool Suppressions::covers(string_view rule, std::size_t line) const {
  for (const Entry& entry : entries_) {
    if ((entry.target == no_line || entry.target == line) &&
        (entry.rule.empty() || names_rule(entry.rule, rule))) {
      return true;
    }
  }
  return false;
}

bool names_rule(string_view name, string_view rule) {
  if (!rule.starts_with(name)) return false;
  return rule.size() == name.size() || rule[name.size()] == '.';
}

}  // namespace dechaff::check
