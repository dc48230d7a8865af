#include "cli/option.h"

#include <algorithm>

#include "cli/arguments.h"

namespace dechaff::cli {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(at), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

bool is_placeholder(std::string_view part) {
  return std::none_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

bool Option::many() const {
  const auto* member = std::get_if<Slot (*)(Arguments&)>(&target);
  Arguments none;
  return member != nullptr && std::holds_alternative<std::vector<std::string>*>((*member)(none));
}

std::string Option::title() const {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return value.empty() || positional() ? out : out + ' ' + value;
}

bool Option::says_default() const { return value.empty() && help.ends_with("(default)"); }

std::string Command::usage() const {
  std::string out = full_name + (commands.empty() ? "" : " COMMAND") + " [OPTION…]";
  for (const Option& option : options) {
    if (!option.positional()) continue;
    const std::string word = option.names.front() + (option.many() ? "…" : "");
    out += option.required ? ' ' + word : " [" + word + ']';
  }
  return out;
}

const Command* Command::find(std::string_view command) const {
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& one) { return one.name == command; });
  return found == commands.end() ? nullptr : &*found;
}

Option row(std::vector<std::string> names, std::string value, std::string help, Target target,
           double least, double most) {
  return {std::move(names), std::move(value), std::move(help), std::move(target), least, most};
}

OptionSet in_group(std::string_view group, OptionSet options) {
  for (Option& option : options) option.group = group;
  return options;
}

OptionSet joined(std::vector<OptionSet> sets) {
  OptionSet out;
  for (OptionSet& set : sets) {
    for (Option& option : set) out.push_back(std::move(option));
  }
  return out;
}

std::vector<std::string> words_of(std::string_view value) {
  std::vector<std::string> out = split(value, '|');
  std::erase_if(out, [](const std::string& part) { return is_placeholder(part); });
  return out;
}

bool takes(std::string_view value, std::string_view placeholder) {
  const std::vector<std::string> parts = split(value, '|');
  return std::find(parts.begin(), parts.end(), placeholder) != parts.end();
}

}  // namespace dechaff::cli
