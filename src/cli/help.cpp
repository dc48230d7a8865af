#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/describe.h"
#include "cli/version.h"

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

std::string entry(const std::string& name, const std::string& help) {
  std::string out = "  " + name;
  if (out.size() + 2 > column) {
    out += '\n' + std::string(column, ' ');
  } else {
    out.resize(column, ' ');
  }
  return out + wrapped(help, column, column) + '\n';
}

/// Groups that many commands share; the short help only names what is in them.
bool is_shared(std::string_view group) {
  return group == "Input" || group == "Output" || group == "Rules" || group == "Help";
}

std::string head(const CommandInfo& command) {
  return command.summary + "\n\nUsage: " + command.usage() + '\n';
}

std::string commands(const CommandInfo& command) {
  std::string out;
  for (const std::string& group : groups_of(command.commands)) {
    out += '\n' + group + ":\n";
    for (const CommandInfo& sub : command.commands) {
      if (sub.group == group) out += entry(sub.name, sub.summary);
    }
  }
  return out;
}

std::string options(const CommandInfo& command) {
  std::string out;
  for (const std::string& group : groups_of(command.options)) {
    std::string entries;
    for (const OptionInfo& option : command.options) {
      if (!option.positional && option.group == group) {
        entries += entry(option.title(), option.help);
      }
    }
    if (!entries.empty()) out += '\n' + group + ":\n" + entries;
  }
  return out;
}

/// An option in one line, its help cut to what fits.
std::string short_entry(const OptionInfo& option) {
  std::string line = "  " + option.title();
  line.resize(std::max(line.size() + 2, column), ' ');
  line += option.help;
  if (line.size() > width) {
    line.resize(width - 3);
    while (!line.empty() && (line.back() & 0x80) != 0) line.pop_back();
    line += "...";
  }
  return line + '\n';
}

std::string short_options(const CommandInfo& command) {
  std::string own, shared;
  for (const std::string& group : groups_of(command.options)) {
    std::string names;
    for (const OptionInfo& option : command.options) {
      if (option.positional || option.group != group || option.says_default()) continue;
      if (is_shared(group)) {
        names += (names.empty() ? "" : ", ") + option.names.back();
      } else {
        own += short_entry(option);
      }
    }
    if (!names.empty()) {
      const std::string title = group + ": ";
      shared += title + wrapped(names, title.size(), title.size()) + '\n';
    }
  }
  return (own.empty() ? "" : '\n' + own) + '\n' + shared;
}

}  // namespace

std::string short_help(const CLI::App& app) {
  const CommandInfo command = describe(app);
  return head(command) + commands(command) + short_options(command) +
         "\nMore, with examples: " + command.full_name + " --help\n";
}

std::string long_help(const CLI::App& app) {
  const CommandInfo command = describe(app);
  std::string out = head(command);
  if (!command.examples.empty()) out += "\nExamples:\n";
  for (const std::string& example : command.examples) out += "  " + example + '\n';
  out += commands(command) + options(command);
  if (app.get_parent() == nullptr) {
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
  std::string help = "'" + describe(*command).full_name + " --help' shows the options";
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
