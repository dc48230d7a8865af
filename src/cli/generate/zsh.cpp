#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/generate/forms.h"

namespace dechaff::cli::generate {
namespace {

std::string function_of(const Command& command) {
  std::string out = "_" + command.full_name;
  for (char& c : out) {
    if (c == ' ' || c == '-') c = '_';
  }
  return out;
}

/// Text inside the brackets or between the colons of an _arguments specification.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// What completes a value: the last part of a specification. A space before it keeps _arguments
/// from adding words of its own.
std::string action(std::string_view value) {
  const std::vector<std::string> words = words_of(value);
  const std::string list = lister(value);
  const bool file = takes(value, "FILE");
  if (!list.empty()) return " _dechaff_from " + in_quotes(list);
  if (!words.empty() && file) {
    return fmt::format(" _dechaff_or_file {}", fmt::join(words, " "));
  }
  if (!words.empty()) return fmt::format("({})", fmt::join(words, " "));
  if (file) return "_files";
  return takes(value, "DIR") ? "_files -/" : " ";
}

std::string specification(const Option& option) {
  const std::string value = escaped(option.value) + ':' + action(option.value);
  if (option.positional()) {
    return "    " +
           in_quotes((option.many()     ? "*:"
                      : option.required ? "1:"
                                        : "1::") +
                     value) +
           " \\\n";
  }
  std::string out;
  for (const std::string& name : option.names) {
    const bool is_long = name.starts_with("--");
    out += "    " +
           in_quotes("*" + name +
                     (option.value.empty() ? ""
                      : is_long            ? "="
                                           : "+") +
                     '[' + escaped(option.help) + ']' + (option.value.empty() ? "" : ':' + value)) +
           " \\\n";
  }
  return out;
}

void add(const Command& command, std::string& out) {
  for (const Command& sub : command.commands) add(sub, out);
  std::string specifications;
  for (const Option& option : command.options) specifications += specification(option);
  if (command.commands.empty()) {
    out += fmt::format("{}() {{\n  _arguments -s -S \\\n{}    && return 0\n}}\n\n",
                       function_of(command), specifications);
    return;
  }
  std::string list, arms;
  for (const Command& sub : command.commands) {
    list += "    " + in_quotes(escaped(sub.name) + ':' + sub.summary) + '\n';
    arms += fmt::format("    {}) {} ;;\n", sub.name, function_of(sub));
  }
  out += fmt::format(R"({}() {{
  local curcontext=$curcontext state line
  local -a commands=(
{}  )
  _arguments -C \
{}    '1:command:->command' \
    '*::argument:->argument' && return 0
  case $state in
  command) _describe command commands ;;
  argument)
    case $line[1] in
{}    esac
    ;;
  esac
}}

)",
                     function_of(command), list, specifications, arms);
}

}  // namespace

std::string zsh(const Command& program) {
  std::string out = R"zsh(#compdef dechaff
# zsh completion for dechaff, made by 'dechaff generate zsh'

_dechaff_or_file() {
  compadd -- "$@"
  _files
}

_dechaff_from() {
  local -a found=(${(f)"$(eval $1)"})
  compadd -- $found
}

)zsh";
  add(program, out);
  return out + R"(if [ "$funcstack[1]" = _dechaff ]; then
  _dechaff "$@"
else
  compdef _dechaff dechaff
fi
)";
}

}  // namespace dechaff::cli::generate
