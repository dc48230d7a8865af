#pragma once

#include <string>

#include "cli/option.h"

/// What is made of the declared commands: one file a form. Each is a function of its input alone,
/// so the same program always writes the same bytes.
namespace dechaff::cli::generate {

/// A page in the man(7) language. ASCII, other characters as \[uXXXX]. `version` of the program
/// and the day it is of (YYYY-MM-DD) stand in the margins.
std::string man_page(const Command& command, const Command& program, std::string_view version,
                     std::string_view day);

/// The name of a command's page without its section: "dechaff-rules". The commands of a command
/// are on its page.
std::string man_name(const Command& command);

std::string bash(const Command& program);
std::string zsh(const Command& program);
std::string fish(const Command& program);

/// docs/reference.md: every command, option and reason.
std::string reference(const Command& program);

/// A shell command that lists what a placeholder may stand for: the ids of the rules and the like;
/// empty when nothing does.
std::string lister(std::string_view value);

/// A text in single quotes for a shell.
std::string in_quotes(std::string_view text);

}  // namespace dechaff::cli::generate
