#include "cli/rule_text.h"

#include <fmt/format.h>

#include "cli/terminal.h"

namespace dechaff::cli {

std::string zones_text(const rules::Rule& rule) {
  std::string out;
  for (const Zone zone : all_zones) {
    if (rule.zones.has(zone)) out += (out.empty() ? "" : ", ") + std::string(name_of(zone));
  }
  return out;
}

void print_rule(const rules::Rule& rule) {
  fmt::print("{}\n  kind     {}\n  action   {}{}\n  zone     {}\n  pattern  {}\n", rule.id,
             rules::name_of(rule.kind), rules::action_name(rule.action),
             rule.certain ? ", certain" : ", with support", zones_text(rule),
             visible(rule.pattern));
  fmt::print("  length   {} to {} code points\n", rule.min_chars, rule.max_chars);
  if (!rule.note.empty()) fmt::print("  note     {}\n", rule.note);
  fmt::print("  from     {}:{}\n", rule.place.path, rule.place.line);
  for (const std::string& line : rule.drops) fmt::print("  drops    {}\n", visible(line));
  for (const std::string& line : rule.keeps) fmt::print("  keeps    {}\n", visible(line));
}

}  // namespace dechaff::cli
