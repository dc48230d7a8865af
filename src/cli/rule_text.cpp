#include "cli/rule_text.h"

#include <fmt/format.h>

#include "cli/terminal.h"

namespace dechaff::cli {

std::string zones_text(const rules::Rule& rule) {
  std::string out;
  static constexpr std::string_view names[] = {"head", "body", "tail"};
  for (unsigned bit = 0; bit < 3; ++bit) {
    if ((rule.zones >> bit & 1U) != 0) out += (out.empty() ? "" : ", ") + std::string(names[bit]);
  }
  return out;
}

void print_rule(const rules::Rule& rule) {
  fmt::print("{}\n  kind     {}\n  action   {}{}\n  zone     {}\n  pattern  {}\n", rule.id,
             rule.kind, rules::action_name(rule.action),
             rule.certain ? ", certain" : ", with support", zones_text(rule),
             visible(rule.pattern));
  fmt::print("  length   {} to {} code points\n", rule.min_chars, rule.max_chars);
  if (!rule.note.empty()) fmt::print("  note     {}\n", rule.note);
  fmt::print("  from     {}:{}\n", rule.place.path, rule.place.line);
  for (const std::string& line : rule.drops) fmt::print("  drops    {}\n", visible(line));
  for (const std::string& line : rule.keeps) fmt::print("  keeps    {}\n", visible(line));
}

}  // namespace dechaff::cli
