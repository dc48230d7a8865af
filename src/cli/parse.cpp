#include "cli/parse.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <map>
#include <stdexcept>

#include "cli/help.h"
#include "cli/meanings.h"
#include "cli/version.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

/// Thrown while parsing when -h, --help or --version is on the command line.
struct HelpWanted {
  std::string text;
};

/// "-o,--output", as CLI11 has it.
std::string joined_names(const Option& option) {
  return fmt::format("{}", fmt::join(option.names, ","));
}

/// "output", as messages have it.
std::string plain_name(const Option& option) {
  const std::string& name = option.names.back();
  return name.substr(std::min(name.size(), name.find_first_not_of('-')));
}

/// What is wrong with a value, "" when nothing is: of a fixed list, or a number in its range.
std::string fault(const Option& option, const std::string& value) {
  const std::vector<std::string> words = words_of(option.value);
  const bool fixed = !words.empty() && fmt::format("{}", fmt::join(words, "|")) == option.value;
  if (fixed && std::find(words.begin(), words.end(), value) == words.end()) {
    const std::string_view near = nearest(value, words);
    return fmt::format("'{}' takes one of {}, not '{}'{}", plain_name(option),
                       fmt::join(words, ", "), value,
                       near.empty() ? "" : fmt::format("; did you mean '{}'?", near));
  }
  double number = 0;
  if (option.least < option.most && (!CLI::detail::lexical_cast(value, number) ||
                                     number < option.least || number > option.most)) {
    return fmt::format("'{}' takes a number from {} to {}, not '{}'", plain_name(option),
                       option.least, option.most, value);
  }
  return {};
}

using Function = std::function<void(Arguments&, const std::string&)>;

class Parser {
 public:
  Parser(const Command& command, Arguments& arguments) : command_(command), arguments_(arguments) {
    app_.set_help_flag();
    app_.allow_extras();
    app_.option_defaults()->always_capture_default(false);
    for (const Option& option : command.options) add(option);
    for (const auto& [word, members] : exclusive_) {
      for (CLI::Option* one : members) {
        for (CLI::Option* other : members) {
          if (one != other) one->excludes(other);
        }
      }
    }
  }

  void parse(std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());  // as CLI11 takes them
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ParseError& error) {
      refuse_extras();  // a name that is not known is the better message
      throw Error({}, error.what(), {}, way_out());
    }
    refuse_extras();
  }

 private:
  void add(const Option& option) {
    CLI::Option* made = nullptr;
    if (std::holds_alternative<std::monostate>(option.target)) {
      made = app_.add_flag_callback(option.names.front(), [this, &option] { show_help(option); });
      made->trigger_on_parse();
    } else if (const auto* function = std::get_if<Function>(&option.target)) {
      made = add_function(option, *function);
    } else {
      made = std::visit([&](auto* slot) { return add_slot(option, slot); },
                        std::get<Slot (*)(Arguments&)>(option.target)(arguments_));
    }
    made->required(option.required);
    if (!option.value.empty() && !option.positional()) made->allow_extra_args(false);
    if (option.commas) made->delimiter(',');
    if (option.value == "SIZE" && std::holds_alternative<Slot (*)(Arguments&)>(option.target)) {
      made->transform(CLI::AsSizeValue(true));
    }
    if (!option.value.empty()) {
      made->check([this, &option](const std::string& value) {
        const std::string wrong = fault(option, value);
        if (!wrong.empty()) throw Error({}, wrong, {}, way_out());
        return std::string();
      });
    }
    if (!option.one_of.empty()) exclusive_[option.one_of].push_back(made);
  }

  template <class T>
  CLI::Option* add_slot(const Option& option, T* slot) {
    return app_.add_option(joined_names(option), *slot);
  }
  CLI::Option* add_slot(const Option& option, bool* slot) {
    return app_.add_flag_callback(joined_names(option), [slot] { *slot = true; });
  }

  CLI::Option* add_function(const Option& option, const Function& function) {
    const auto take = [this, &function](const std::string& value) {
      try {
        function(arguments_, value);
      } catch (const std::invalid_argument& error) {
        throw Error({}, error.what(), {}, way_out());
      }
    };
    // In the order in which they are typed: of --within and --no-within the last one counts.
    if (option.value.empty()) {
      return app_.add_flag_callback(joined_names(option), [take] { take({}); })->trigger_on_parse();
    }
    return app_.add_option_function<std::string>(joined_names(option), take);
  }

  [[noreturn]] void show_help(const Option& option) const {
    const std::string& name = option.names.front();
    throw HelpWanted{name == "-h"       ? short_help(command_)
                     : name == "--help" ? long_help(command_)
                                        : version_text()};
  }

  std::string way_out() const { return "'" + command_.full_name + " --help' shows the options"; }

  void refuse_extras() const {
    std::vector<std::string> extras = app_.remaining();
    std::erase(extras, "--");
    if (extras.empty()) return;
    const auto dashed = std::find_if(extras.begin(), extras.end(), [](const std::string& word) {
      return word.size() > 1 && word.starts_with('-');
    });
    if (dashed == extras.end()) {
      throw Error({}, "unexpected argument '" + extras.front() + "'", {}, way_out());
    }
    const std::string word = dashed->substr(0, dashed->find('='));
    std::vector<std::string> known;
    for (const Option& option : command_.options) {
      for (const std::string& name : option.names) {
        if (name.starts_with("--")) known.push_back(name);
      }
    }
    const std::string_view near = nearest(word, known);
    throw Error({}, "unknown option '" + word + "'", {},
                near.empty() ? way_out() : "did you mean '" + std::string(near) + "'?");
  }

  const Command& command_;
  Arguments& arguments_;
  CLI::App app_;
  std::map<std::string_view, std::vector<CLI::Option*>> exclusive_;
};

}  // namespace

const Command& named_command(const Command& above, const std::string& name) {
  if (const Command* found = above.find(name)) return *found;
  std::vector<std::string> known;
  for (const Command& command : above.commands) known.push_back(command.name);
  std::string near = command_that_means(name);
  if (near.empty()) near = nearest(name, known);
  throw Error(
      {}, "unknown command '" + name + "'", {},
      near.empty() ? "'" + above.full_name + " -h' lists them" : "did you mean '" + near + "'?");
}

Parsed parse(const Command& program, int argc, const char* const argv[]) {
  std::vector<std::string> words(argv + 1, argv + argc);
  const Command* command = &program;
  std::size_t used = 0;
  while (!command->run && used < words.size() && !words[used].starts_with('-')) {
    command = &named_command(*command, words[used++]);
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(used));
  Parsed out;
  try {
    Parser(*command, out.arguments).parse(std::move(words));
  } catch (const HelpWanted& help) {
    out.help = help.text;
    return out;
  }
  if (!command->run) {
    throw Error({}, "what to do? Name a command", {}, "'" + command->full_name + " -h' lists them");
  }
  out.command = command;
  return out;
}

std::string parser_version() { return CLI11_VERSION; }

}  // namespace dechaff::cli
