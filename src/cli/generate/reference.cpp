#include <fmt/format.h>

#include <map>

#include "cli/generate/forms.h"

namespace dechaff::cli::generate {
namespace {

/// Text in a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string rows(const Command& command, const std::string& group) {
  std::string out;
  for (const Option& option : command.options) {
    if (option.group != group) continue;
    out += fmt::format("| `{}` | {} |\n", cell(option.title()), cell(option.help));
  }
  return out;
}

std::string table(const std::string& title, const std::string& rows) {
  return fmt::format("\n| {} | |\n|---|---|\n{}", title, rows);
}

/// How many commands have this very group of options.
using Shared = std::map<std::pair<std::string, std::string>, int>;

void count(const Command& command, Shared& shared) {
  for (const std::string& group : groups_of(command.options)) {
    ++shared[{group, rows(command, group)}];
  }
  for (const Command& sub : command.commands) count(sub, shared);
}

/// The tables that so many commands have are shown once.
bool is_common(const Shared& shared, const std::string& group, const std::string& rows) {
  constexpr int many = 4;
  if (group == "Options" || shared.at({group, rows}) < many) return false;
  for (const auto& [key, n] : shared) {  // the widest one, when a group has variants
    if (key.first == group && n > shared.at({group, rows})) return false;
  }
  return true;
}

void add(const Command& command, const Shared& shared, std::string& out) {
  out += fmt::format("\n## {}\n\n{}\n\n```\n{}\n```\n", command.full_name, command.summary,
                     command.usage());
  if (!command.examples.empty()) {
    out += "\n```sh\n";
    for (const std::string& example : command.examples) out += example + '\n';
    out += "```\n";
  }
  std::string commons;
  for (const std::string& group : groups_of(command.options)) {
    const std::string body = rows(command, group);
    if (is_common(shared, group, body)) {
      if (group != "Help") commons += (commons.empty() ? "" : ", ") + group;
    } else {
      out += table(group, body);
    }
  }
  if (!command.reasons.empty()) {
    std::string reasons;
    for (const Reason& reason : command.reasons) {
      reasons += fmt::format("| `{}` | {} |\n", cell(reason.code), cell(reason.why));
    }
    out += table("Reasons", reasons);
  }
  if (!commons.empty()) out += "\nAnd the [common options](#common-options): " + commons + ".\n";
  for (const Command& sub : command.commands) add(sub, shared, out);
}

void add_common(const Command& command, Shared& shared, std::string& out) {
  for (const std::string& group : groups_of(command.options)) {
    const std::string body = rows(command, group);
    const auto at = shared.find({group, body});
    if (at == shared.end() || !is_common(shared, group, body)) continue;
    out += table(group, body);
    shared.erase(at);
  }
  for (const Command& sub : command.commands) add_common(sub, shared, out);
}

}  // namespace

std::string reference(const Command& program) {
  Shared shared;
  count(program, shared);
  std::string out =
      "# Reference\n\nEvery command and option. Made by `dechaff generate reference`, from what "
      "the\n"
      "program declares; a test fails when this file is out of date (`tests/generated/renew` makes "
      "it "
      "anew).\n\nExit status: 0 done, 1 findings, 2 usage, configuration or I/O error.\n\n";
  for (const std::string& group : groups_of(program.commands)) {
    std::string links;
    for (const Command& sub : program.commands) {
      if (sub.group != group) continue;
      links += fmt::format("{}[{}](#{}-{})", links.empty() ? "" : ", ", sub.name, program.name,
                           sub.name);
    }
    out += fmt::format("- {}: {}\n", group, links);
  }
  add(program, shared, out);
  out += "\n## Common options\n";
  Shared left = shared;
  add_common(program, left, out);
  return out;
}

}  // namespace dechaff::cli::generate
