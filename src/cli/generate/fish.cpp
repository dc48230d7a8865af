#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/generate/forms.h"

namespace dechaff::cli::generate {
namespace {

/// A text in single quotes for fish, where a backslash escapes inside them.
std::string text(std::string_view plain) {
  std::string out = "'";
  for (const char c : plain) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + '\'';
}

/// The options of `complete` that say what a value may be; `-r` makes fish offer files.
std::string value(std::string_view of) {
  const std::vector<std::string> words = words_of(of);
  std::string list = fmt::format("{}", fmt::join(words, " "));
  if (const std::string command = lister(of); !command.empty()) list = '(' + command + ')';
  if (takes(of, "DIR")) list = "(__fish_complete_directories)";
  const std::string offered = list.empty() ? "" : " -a " + text(list);
  return (takes(of, "FILE") ? " -r" : " -x") + offered;
}

void add(const Command& command, const std::string& path, std::string& out) {
  const std::string at = "complete -c dechaff -n '__dechaff_at" + path + "'";
  bool files = false;
  for (const Option& option : command.options) {
    if (option.positional()) {
      files = files || takes(option.value, "FILE");
      const std::string words = value(option.value).substr(3);
      if (!words.empty()) out += at + words + '\n';
      continue;
    }
    out += at;
    for (const std::string& name : option.names) {
      out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    if (!option.value.empty()) out += value(option.value);
    out += " -d " + text(option.help) + '\n';
  }
  if (!files) out += at + " -f\n";
  for (const Command& sub : command.commands) {
    out += at + " -a " + sub.name + " -d " + text(sub.summary) + '\n';
  }
  for (const Command& sub : command.commands) add(sub, path + ' ' + sub.name, out);
}

}  // namespace

std::string fish(const Command& program) {
  std::string nested;
  for (const Command& command : program.commands) {
    if (!command.commands.empty()) nested += ' ' + command.name;
  }
  std::string out = fmt::format(R"(# fish completion for dechaff, made by 'dechaff generate fish'

# True when the words before the cursor name this command, e.g. '__dechaff_at rules list'.
function __dechaff_at
  set -l words (commandline -opc)
  set -l path $words[2]
  if contains -- "$path" {}; and set -q words[3]
    set path $path $words[3]
  end
  test "$path" = "$argv"
end

)",
                                nested.substr(std::min<std::size_t>(1, nested.size())));
  add(program, "", out);
  return out;
}

}  // namespace dechaff::cli::generate
