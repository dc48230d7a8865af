#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/document.h"

namespace dechaff::cli {

struct Arguments;

/// What an option may fill. A vector takes the option as often as it is given.
using Slot = std::variant<bool*, unsigned*, unsigned long*, unsigned long long*, double*,
                          std::string*, std::vector<std::string>*>;

/// Where an option's value goes: to a member of Arguments, or through a function, which throws
/// std::invalid_argument with what is wrong with the value. Nowhere: the parser itself acts.
using Target = std::variant<std::monostate, Slot (*)(Arguments&),
                            std::function<void(Arguments&, const std::string&)>>;

/// The target for a member of Arguments, or a member of its members: `at<&Arguments::recipe>`.
template <auto... path>
Slot at(Arguments& arguments) {
  return &(arguments.*....*path);
}

/// The target of a flag that gives a member one value: `set<false, &Arguments::color>`.
template <auto value, auto... path>
void set(Arguments& arguments, const std::string&) {
  (arguments.*....*path) = value;
}

/// One option or positional argument. The parser, help, man pages, completions and the reference
/// all read this row.
struct Option {
  std::vector<std::string> names;  // with their dashes, short ones first; a positional has one
  std::string value{};  // what it takes: "FILE", "exact|folded", "careful|FILE"; empty: a flag
  std::string help{};
  Target target{};
  double least = 0, most = 0;  // of a number, when least < most
  bool required = false;
  bool commas = false;        // one argument may hold several values
  std::string_view one_of{};  // options of one command with the same word exclude each other
  std::string group = "Options";

  bool positional() const { return !names.front().starts_with('-'); }
  bool many() const;  // a positional that takes all that follow
  /// "-o, --output FILE".
  std::string title() const;
  /// The negation of a flag that is off, or a flag that is on: nobody needs to type it.
  bool says_default() const;
};

using OptionSet = std::vector<Option>;

/// A command, or the program itself: its name, how help shows it, its options, what it does.
struct Command {
  std::string name, group{}, summary{};
  std::vector<std::string> examples{};   // a comment may follow two spaces and '#'
  OptionSet options{};                   // in the order of the help; positionals in their own order
  std::function<int(Arguments&)> run{};  // returns the exit code; empty: it only has commands
  std::vector<Command> commands{};
  std::vector<Reason> reasons{};  // of a filter: the codes it gives
  std::string full_name{};        // "dechaff rules list"; filled in by program()

  /// "dechaff restore [OPTION…] [FILE]".
  std::string usage() const;
  const Command* find(std::string_view command) const;
};

/// A row; `least` and `most` of a number.
Option row(std::vector<std::string> names, std::string value, std::string help, Target target,
           double least = 0, double most = 0);
OptionSet in_group(std::string_view group, OptionSet options);
OptionSet joined(std::vector<OptionSet> sets);

/// The parts of a value that are typed as they are ("careful", "strict"), without the placeholders
/// in capitals ("FILE").
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
