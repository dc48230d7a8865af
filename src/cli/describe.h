#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace dechaff::cli {

/// What a command declares, as plain data: help, man pages, completions and the reference are all
/// made from it, so that a new command or option is in all of them at once.
struct OptionInfo {
  std::vector<std::string> names;  // with their dashes, short ones first; a positional's only one
  std::string value;  // what it takes: "FILE", "exact|folded", "careful|strict|FILE"; empty: a flag
  std::string help, group;
  bool positional = false, required = false, many = false;

  /// "-o, --output FILE".
  std::string title() const;
  /// The negation of a flag that is off, or a flag that is on: nobody needs to type it.
  bool says_default() const;
};

struct CommandInfo {
  std::string name, full_name;  // "list", "dechaff rules list"
  std::string summary, group;
  std::vector<std::string> examples;
  std::vector<OptionInfo> options;  // positionals too, as declared
  std::vector<CommandInfo> commands;
  std::vector<Reason> reasons;  // of a filter: the codes it gives

  /// "dechaff restore [OPTION…] [FILE]".
  std::string usage() const;
};

CommandInfo describe(const CLI::App& command);

/// Gives a command its examples, a line each; a comment may follow behind two spaces and '#'.
void add_examples(CLI::App& command, const std::vector<std::string>& lines);

/// The parts of a value that are typed as they stand ("careful", "strict"), without the
/// placeholders in capitals ("FILE").
std::vector<std::string> words_of(std::string_view value);
/// Whether a value may be what the placeholder says, e.g. "FILE", "DIR".
bool takes(std::string_view value, std::string_view placeholder);

/// The groups of some things that have a `group`, in the order in which they first come.
template <typename Things>
std::vector<std::string> groups_of(const Things& things) {
  std::vector<std::string> out;
  for (const auto& thing : things) {
    if (std::find(out.begin(), out.end(), thing.group) == out.end()) out.push_back(thing.group);
  }
  return out;
}

}  // namespace dechaff::cli
