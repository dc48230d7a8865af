#include "cli/describe.h"

#include <algorithm>

#include "core/filter.h"

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

OptionInfo describe(const CLI::Option& option) {
  OptionInfo out;
  out.help = option.get_description();
  out.group = option.get_group();
  out.required = option.get_required();
  out.many = option.get_items_expected_max() > 1;
  out.positional = option.get_positional();
  if (out.positional) {
    // A name is one word: newer CLI11 refuses others. The text is free.
    const std::string& text = option.get_option_text();
    out.names = {text.empty() ? option.get_name(true) : text};
    const std::string type = option.get_type_name();
    out.value = type.find('|') == std::string::npos ? out.names.front() : type;
    return out;
  }
  for (const std::string& name : option.get_snames()) out.names.push_back('-' + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  if (option.get_items_expected_max() > 0) out.value = option.get_type_name();
  return out;
}

}  // namespace

std::string OptionInfo::title() const {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return value.empty() || positional ? out : out + ' ' + value;
}

bool OptionInfo::says_default() const { return value.empty() && help.ends_with("(default)"); }

std::string CommandInfo::usage() const {
  std::string out = full_name + (commands.empty() ? "" : " COMMAND") + " [OPTION…]";
  for (const OptionInfo& option : options) {
    if (!option.positional) continue;
    const std::string word = option.names.front() + (option.many ? "…" : "");
    out += option.required ? ' ' + word : " [" + word + ']';
  }
  return out;
}

CommandInfo describe(const CLI::App& command) {
  CommandInfo out;
  out.name = command.get_name();
  const CLI::App* parent = command.get_parent();
  out.full_name = out.name;
  for (; parent != nullptr; parent = parent->get_parent()) {
    out.full_name = parent->get_name() + ' ' + out.full_name;
  }
  out.summary = command.get_description();
  // CLI11 hands the group and the footer of a command down to those that are added to it later.
  parent = command.get_parent();
  out.group = command.get_group();
  if (out.group == "Subcommands" || (parent != nullptr && out.group == parent->get_group())) {
    out.group = "Commands";
  }
  if (parent == nullptr || command.get_footer() != parent->get_footer()) {
    out.examples = split(command.get_footer(), '\n');
  }
  if (const FilterInfo* filter = find_filter(out.name)) {
    if (out.examples.empty()) out.examples = split(filter->example, '\n');
    out.reasons.assign(filter->reasons.begin(), filter->reasons.end());
  }
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_group().empty()) out.options.push_back(describe(*option));
  }
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_group().empty()) out.commands.push_back(describe(*sub));
  }
  return out;
}

void add_examples(CLI::App& command, const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += (all.empty() ? "" : "\n") + line;
  command.footer(all);
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
