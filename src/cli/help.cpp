#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

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

/// Groups of which the short help only names what is in them: many commands share them, or there
/// are too many for a screen.
bool is_shared(std::string_view group) {
  return group == "Input" || group == "Output" || group == "Rules" || group == "Help" ||
         group == "Repeats that stay";
}

std::string head(const Command& command) {
  return command.summary + "\n\nUsage: " + command.usage() + '\n';
}

std::string commands(const Command& command) {
  std::string out;
  for (const std::string& group : groups_of(command.commands)) {
    out += '\n' + group + ":\n";
    for (const Command& sub : command.commands) {
      if (sub.group == group) out += entry(sub.name, sub.summary);
    }
  }
  return out;
}

std::string options(const Command& command) {
  std::string out;
  for (const std::string& group : groups_of(command.options)) {
    std::string entries;
    for (const Option& option : command.options) {
      if (!option.positional() && option.group == group) {
        entries += entry(option.title(), option.help);
      }
    }
    if (!entries.empty()) out += '\n' + group + ":\n" + entries;
  }
  return out;
}

/// An option in one line, its help cut to what fits.
std::string short_entry(const Option& option) {
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

std::string short_options(const Command& command) {
  std::string own, shared;
  for (const std::string& group : groups_of(command.options)) {
    std::string names;
    for (const Option& option : command.options) {
      if (option.positional() || option.group != group || option.says_default()) continue;
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

std::string short_help(const Command& command) {
  return head(command) + commands(command) + short_options(command) +
         "\nMore, with examples: " + command.full_name + " --help\n";
}

std::string long_help(const Command& command) {
  std::string out = head(command);
  if (!command.examples.empty()) out += "\nExamples:\n";
  for (const std::string& example : command.examples) out += "  " + example + '\n';
  out += commands(command) + options(command);
  if (!command.run && command.full_name == command.name) {
    out += "\nExit status: 0 done, 1 findings, 2 usage, configuration or I/O error.\n";
  }
  return out;
}

}  // namespace dechaff::cli
