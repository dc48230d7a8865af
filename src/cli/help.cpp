#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/version.h"
#include "core/filter.h"

namespace dechaff::cli {
namespace {

constexpr std::size_t width = 79;
constexpr std::size_t column = 28;

/// Text broken into lines of at most `width` columns, the later ones indented by `indent`.
std::string wrapped(std::string_view text, std::size_t from, std::size_t indent) {
  std::string out;
  std::size_t used = from;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (used > indent && used + 1 + word.size() > width) {
      out += '\n' + std::string(indent, ' ');
      used = indent;
    } else if (used > indent || (used == from && from != indent && !out.empty())) {
      out += ' ';
      ++used;
    }
    out += word;
    used += word.size();
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

std::string option_name(const CLI::Option& option) {
  std::string out;
  for (const std::string& name : option.get_snames()) out += (out.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) out += (out.empty() ? "--" : ", --") + name;
  if (option.get_items_expected_max() > 0 && !option.get_type_name().empty()) {
    out += ' ' + option.get_type_name();
  }
  return out;
}

std::string entry(const std::string& name, const std::string& help) {
  std::string out = "  " + name;
  if (out.size() + 2 > column) {
    out += '\n' + std::string(column, ' ');
  } else {
    out.resize(column, ' ');
  }
  return out + wrapped(help, column, column) + '\n';
}

std::string usage(const CLI::App& command) {
  std::string out = "Usage: " + full_name(command);
  if (!command.get_subcommands([](const CLI::App*) { return true; }).empty()) out += " COMMAND";
  out += " [OPTION…]";
  for (const CLI::Option* option : command.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = option->get_name(true);
    if (option->get_required()) {
      out += ' ' + name;
    } else {
      out += option->get_items_expected_max() > 1 ? " [" + name + "…]" : " [" + name + "]";
    }
  }
  return out + '\n';
}

std::string commands(const CLI::App& command) {
  std::string out;
  std::vector<std::string> groups;
  const auto all = command.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* sub : all) {
    if (std::find(groups.begin(), groups.end(), sub->get_group()) == groups.end()) {
      groups.push_back(sub->get_group());
    }
  }
  for (const std::string& group : groups) {
    out += '\n' + (group == "Subcommands" ? std::string("Commands") : group) + ":\n";
    for (const CLI::App* sub : all) {
      if (sub->get_group() == group) out += entry(sub->get_name(), sub->get_description());
    }
  }
  return out;
}

std::string options_of(const CLI::App& command) {
  std::string out;
  std::vector<std::string> groups;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) continue;
    if (std::find(groups.begin(), groups.end(), option->get_group()) == groups.end()) {
      groups.push_back(option->get_group());
    }
  }
  for (const std::string& group : groups) {
    out += '\n' + group + ":\n";
    for (const CLI::Option* option : command.get_options()) {
      if (!option->get_positional() && option->get_group() == group) {
        out += entry(option_name(*option), option->get_description());
      }
    }
  }
  return out;
}

}  // namespace

std::string full_name(const CLI::App& command) {
  return command.get_parent() == nullptr
             ? command.get_name()
             : full_name(*command.get_parent()) + ' ' + command.get_name();
}

std::vector<std::string> examples_of(const CLI::App& command) {
  static const std::map<std::string, std::vector<std::string>, std::less<>> known = {
      {"dechaff",
       {"dechaff run page.txt", "dechaff run --removed log.jsonl page.txt > clean.txt",
        "zcat dump.jsonl.gz | dechaff run --format jsonl | dechaff headings --outline"}},
      {"dechaff run",
       {"dechaff run page.txt", "dechaff run careful --explain page.txt",
        "dechaff run --set dedup.min-words=5 --in-place *.txt"}},
      {"dechaff restore",
       {"dechaff run --removed log.jsonl page.txt > clean.txt",
        "dechaff restore --removed log.jsonl clean.txt | cmp - page.txt"}},
      {"dechaff explain", {"dechaff explain boilerplate.byline"}},
      {"dechaff rules", {"dechaff rules test", "dechaff rules why 'Share this article'"}},
  };
  const auto at = known.find(full_name(command));
  if (at != known.end()) return at->second;
  if (const FilterInfo* info = find_filter(command.get_name())) return {std::string(info->example)};
  return {};
}

std::string short_help(const CLI::App& command) {
  std::string out = command.get_description() + "\n\n" + usage(command) + commands(command);
  if (command.get_parent() != nullptr) {
    for (const CLI::Option* option : command.get_options()) {
      if (option->get_positional() || option->get_group() == "Rules") continue;
      const std::string& help = option->get_description();
      const std::string name = option_name(*option);
      std::string line = "  " + name;
      line.resize(std::max(line.size() + 2, column), ' ');
      line += help;
      if (line.size() > width) line = line.substr(0, width - 3) + "...";
      out += (option == command.get_options().front() ? "\n" : "") + line + '\n';
    }
  }
  return out + "\nMore, with examples: " + full_name(command) + " --help\n";
}

std::string long_help(const CLI::App& command) {
  std::string out = command.get_description() + "\n\n" + usage(command);
  const std::vector<std::string> examples = examples_of(command);
  if (!examples.empty()) out += "\nExamples:\n";
  for (const std::string& example : examples) out += "  " + example + '\n';
  out += commands(command) + options_of(command);
  if (command.get_parent() == nullptr) {
    out += "\nExit status: 0 done, 1 findings, 2 usage, configuration or I/O error.\n";
  }
  return out;
}

void prepare_help(CLI::App& app) {
  app.set_help_flag();
  app.add_flag_callback(
         "-h", [&app] { throw HelpWanted{short_help(app)}; }, "this help, in short")
      ->group("Help");
  app.add_flag_callback(
         "--help", [&app] { throw HelpWanted{long_help(app)}; }, "examples and all options")
      ->group("Help")
      ->trigger_on_parse();
  for (auto* option : app.get_options()) {
    if (option->get_group() == "Help") option->trigger_on_parse();
  }
  if (app.get_parent() == nullptr) {
    app.add_flag_callback(
           "--version", [] { throw HelpWanted{version_text()}; }, "versions, and the rules' hash")
        ->trigger_on_parse()
        ->group("Help");
  }
  for (CLI::App* sub : app.get_subcommands([](CLI::App*) { return true; })) prepare_help(*sub);
}

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  std::string message = error.what();
  std::string help = "'" + full_name(*command) + " --help' shows the options";
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    // CLI11 names the words behind a colon, the last one first.
    const std::size_t colon = message.rfind(": ");
    if (colon != std::string::npos) {
      const std::string word = message.substr(message.find_last_of(' ') + 1);
      std::vector<std::string> known;
      if (word.starts_with('-')) {
        for (const CLI::Option* option : command->get_options()) {
          for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
        }
        message = "unknown option '" + word + "'";
      } else {
        for (const CLI::App* sub : command->get_subcommands([](const CLI::App*) { return true; })) {
          known.push_back(sub->get_name());
        }
        message = "unknown command '" + word + "'";
      }
      const std::string_view near = nearest(word, known);
      if (!near.empty()) help = "did you mean '" + std::string(near) + "'?";
    }
  }
  return Error({}, message, {}, help);
}

}  // namespace dechaff::cli
