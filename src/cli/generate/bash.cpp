#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "cli/generate/forms.h"

namespace dechaff::cli::generate {
namespace {

std::string path_of(const Command& command, const Command& program) {
  if (command.full_name == program.full_name) return {};
  return command.full_name.substr(program.full_name.size() + 1);
}

/// "words='…' names=1": what may stand for a value.
std::string offer(std::string_view value) {
  const std::vector<std::string> words = words_of(value);
  const std::string list = lister(value);
  std::string out;
  if (!words.empty()) out = "words=" + in_quotes(fmt::format("{}", fmt::join(words, " ")));
  if (!list.empty()) out = "words=$(" + list + ")";
  if (takes(value, "FILE")) out += (out.empty() ? "" : " ") + std::string("names=file");
  if (takes(value, "DIR")) out += (out.empty() ? "" : " ") + std::string("names=directory");
  return out;
}

struct Tables {
  std::string commands;  // path → what may follow
  std::map<std::string, std::map<std::string, std::vector<std::string>>> values;
};

void collect(const Command& command, const Command& program, Tables& tables) {
  const std::string path = path_of(command, program);
  std::string names, subs, positional;
  for (const Option& option : command.options) {
    if (option.positional()) {
      positional = offer(option.value);
      continue;
    }
    for (const std::string& name : option.names) {
      names += (names.empty() ? "" : " ") + name;
      if (!option.value.empty()) tables.values[name][offer(option.value)].push_back(path);
    }
  }
  for (const Command& sub : command.commands) {
    subs += (subs.empty() ? "" : " ") + sub.name;
  }
  if (!subs.empty()) positional = "words='" + subs + "'";
  tables.commands += fmt::format("    {})\n      options='{}'\n", in_quotes(path), names);
  if (!positional.empty()) {
    tables.commands +=
        "      if [[ -z $option && $cur != -* ]]; then\n        " + positional + "\n      fi\n";
  }
  tables.commands += "      ;;\n";
  for (const Command& sub : command.commands) collect(sub, program, tables);
}

/// The `case` arms that set what an option's value may be.
std::string value_arms(const Tables& tables) {
  std::map<std::string, std::vector<std::string>> patterns;  // offer → patterns of "path option"
  for (const auto& [name, offers] : tables.values) {
    for (const auto& [words, paths] : offers) {
      for (const std::string& path : paths) {
        if (offers.size() > 1) patterns[words].push_back(in_quotes(path + ' ' + name));
      }
      if (offers.size() == 1) patterns[words].push_back("*' " + name + "'");
    }
  }
  std::string out;
  for (const auto& [words, list] : patterns) {
    out += fmt::format("    {})\n      {}\n      ;;\n", fmt::join(list, " | "),
                       words.empty() ? "names=none" : words);
  }
  return out;
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + '\'';
}

std::string lister(std::string_view value) {
  if (takes(value, "ID") || takes(value, "REASON")) {
    return "dechaff rules list 2>/dev/null | cut -f 1";
  }
  if (takes(value, "KIND")) return "dechaff rules list 2>/dev/null | cut -f 2 | sort -u";
  return {};
}

std::string bash(const Command& program) {
  Tables tables;
  collect(program, program, tables);
  std::string nested, top;
  for (const Command& command : program.commands) {
    top += (top.empty() ? "" : " | ") + command.name;
    for (const Command& sub : command.commands) {
      nested += (nested.empty() ? "" : " | ") + in_quotes(command.name + ' ' + sub.name);
    }
  }
  return fmt::format(R"(# bash completion for dechaff, made by 'dechaff generate bash'
_dechaff() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} option= path= options= words= names=
  # A value follows its option, or the option and '=', which readline makes a word of its own.
  if [[ $cur == '=' ]]; then
    cur=
    option=${{COMP_WORDS[COMP_CWORD - 1]}}
  elif [[ ${{COMP_WORDS[COMP_CWORD - 1]}} == '=' ]]; then
    option=${{COMP_WORDS[COMP_CWORD - 2]}}
  elif [[ ${{COMP_WORDS[COMP_CWORD - 1]}} == -* ]]; then
    option=${{COMP_WORDS[COMP_CWORD - 1]}}
  fi
  if ((COMP_CWORD > 1)); then
    case ${{COMP_WORDS[1]}} in
    {}) path=${{COMP_WORDS[1]}} ;;
    esac
  fi
  if ((COMP_CWORD > 2)); then
    case "$path ${{COMP_WORDS[2]}}" in
    {}) path+=" ${{COMP_WORDS[2]}}" ;;
    esac
  fi
  case "$path $option" in
{}    *)
      option=
      ;;
  esac
  case $path in
{}  esac
  COMPREPLY=()
  if [[ -z $option && $cur == -* ]]; then
    words=$options
  fi
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  fi
  if [[ -n $names && $names != none ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -A "$names" -- "$cur")
  fi
}}
complete -F _dechaff dechaff
)",
                     top, nested, value_arms(tables), tables.commands);
}

}  // namespace dechaff::cli::generate
