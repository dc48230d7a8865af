#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "cli/generate/forms.h"
#include "text/utf8.h"

namespace dechaff::cli::generate {
namespace {

/// Text as roff shows it: no escape, no request at the begin of a line, no character outside ASCII.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    if (c >= 0x80) {
      const text::Decoded decoded = text::decode(text, at);
      out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(decoded.c));
      at += decoded.bytes;
      continue;
    }
    ++at;
    if (c == '\\') {
      out += "\\(rs";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '.' && out.empty()) {
      out += "\\&.";
    } else {
      out += text[at - 1];
    }
  }
  return out;
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }

/// "-o, --output FILE" with bold names and a slanted value.
std::string title(const Option& option) {
  std::string out;
  for (const std::string& name : option.names) out += (out.empty() ? "" : ", ") + bold(name);
  if (option.positional()) return "\\fI" + roff(option.names.front()) + "\\fR";
  if (!option.value.empty()) out += " \\fI" + roff(option.value) + "\\fR";
  return out;
}

std::string sentence(std::string text) {
  if (!text.empty()) {
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  }
  if (!text.ends_with('.')) text += '.';
  return text;
}

std::string entry(const std::string& head, const std::string& body) {
  return ".TP\n" + head + '\n' + roff(sentence(body)) + '\n';
}

std::string synopsis(const Command& command) {
  std::string usage = command.usage().substr(command.full_name.size());
  return bold(command.full_name) + roff(usage) + '\n';
}

std::string options(const Command& command) {
  std::string out;
  for (const std::string& group : groups_of(command.options)) {
    std::string entries;
    for (const Option& option : command.options) {
      if (option.group == group) entries += entry(title(option), option.help);
    }
    if (group != "Options") out += ".SS " + roff(group) + '\n';
    out += entries;
  }
  return out;
}

std::string examples(const Command& command) {
  if (command.examples.empty()) return {};
  std::string out = ".nf\n";
  for (const std::string& example : command.examples) out += roff(example) + '\n';
  return out + ".fi\n";
}

std::string section(std::string_view name, const std::string& body) {
  return body.empty() ? "" : fmt::format(".SH {}\n{}", name, body);
}

}  // namespace

std::string man_name(const Command& command) {
  std::string out = command.full_name;
  std::replace(out.begin(), out.end(), ' ', '-');
  return out;
}

std::string man_page(const Command& command, const Command& program, std::string_view version,
                     std::string_view day) {
  const bool top = command.full_name == program.full_name;
  std::string name = man_name(command), upper = name;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  std::string summary = command.summary;
  while (summary.ends_with('.')) summary.pop_back();

  std::string out =
      fmt::format(".\\\" Made by 'dechaff generate man'.\n.TH {} 1 {} {} {}\n", roff(upper), day,
                  "\"dechaff " + std::string(version) + '"', "\"User Commands\"");
  out += section("NAME", roff(name) + " \\- " + roff(summary) + '\n');
  out += section("SYNOPSIS", synopsis(command));
  std::string text = roff(sentence(command.summary)) + '\n';
  const bool reads = std::any_of(command.options.begin(), command.options.end(),
                                 [](const Option& o) { return o.group == "Input"; });
  if (reads) {
    text +=
        "Files, or standard input when none is named, are read as the format that their first\n"
        "bytes show; gzip and zstd are unpacked. The result is the same for any number of "
        "workers.\n";
  }
  out += section("DESCRIPTION", text);
  std::string commands;
  for (const Command& sub : command.commands) {
    if (top) {
      commands += entry(bold(man_name(sub)) + "(1)", sub.summary);
    } else {
      commands += ".SS " + roff(sub.full_name) + '\n' + roff(sentence(sub.summary)) + "\n.PP\n" +
                  synopsis(sub);
      for (const Option& option : sub.options) {
        if (option.group != "Help") commands += entry(title(option), option.help);
      }
      commands += ".PP\n" + examples(sub);
    }
  }
  out += section("COMMANDS", commands);
  out += section("OPTIONS", options(command));
  std::string reasons;
  for (const Reason& reason : command.reasons) {
    reasons += entry(bold(reason.code), std::string(reason.why));
  }
  out += section("REASONS", reasons);
  out += section("EXAMPLES", examples(command));
  out += section("EXIT STATUS", entry("0", "done") + entry("1", "findings") +
                                    entry("2", "usage, configuration or I/O error"));
  if (top) {
    out += section("ENVIRONMENT", entry("NO_COLOR", "when set and not empty: no colours"));
  }
  if (top) return out;
  return out + section("SEE ALSO", ".BR dechaff (1)\n");
}

}  // namespace dechaff::cli::generate
