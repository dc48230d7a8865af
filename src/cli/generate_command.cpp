#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "bytes/output.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/generate/forms.h"
#include "cli/option_sets.h"
#include "cli/parse.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

void write(const std::string& path, const std::string& bytes) {
  bytes::Output out(path);
  out.write(bytes);
  out.finish();
}

std::string man_page(const Command& command) {
  return generate::man_page(command, program(), DECHAFF_VERSION, DECHAFF_DAY);
}

int write_man(Arguments& arguments) {
  const auto put = [&](const Command& command) {
    write(arguments.folder + '/' + generate::man_name(command) + ".1", man_page(command));
  };
  const Command* command = &program();
  if (!arguments.folder.empty()) {
    std::filesystem::create_directories(arguments.folder);
    put(program());
    std::for_each(program().commands.begin(), program().commands.end(), put);
    return 0;
  }
  if (!arguments.word.empty()) command = &named_command(program(), arguments.word);
  write(arguments.options.output, man_page(*command));
  return 0;
}

Command form(std::string name, std::string summary, std::string example,
             std::function<int(Arguments&)> run, OptionSet own = {}) {
  Option output = output_option();
  output.group = "Options";
  return {.name = std::move(name),
          .group = "Commands",
          .summary = std::move(summary),
          .examples = {std::move(example)},
          .options = joined({{std::move(output)}, std::move(own)}),
          .run = std::move(run)};
}

/// Writes what a function makes of the program's table.
std::function<int(Arguments&)> writes(std::string (*make)(const Command&)) {
  return [make](Arguments& arguments) {
    write(arguments.options.output, make(program()));
    return 0;
  };
}

}  // namespace

Command generate_command() {
  return {
      .name = "generate",
      .group = "Set up",
      .summary = "man pages, shell completions and the reference",
      .examples = {"source <(dechaff generate bash)", "dechaff generate man --dir man1"},
      .commands = {
          form("man", "a man page, of the program or of a command",
               "dechaff generate man run | man -l -", write_man,
               {row({"COMMAND"}, "COMMAND", "the command; none: the program", at<&Arguments::word>),
                row({"--dir"}, "DIR", "write all pages into this folder", at<&Arguments::folder>)}),
          form("bash", "completion for bash", "source <(dechaff generate bash)",
               writes(&generate::bash)),
          form("zsh", "completion for zsh", "dechaff generate zsh > ~/.zfunc/_dechaff",
               writes(&generate::zsh)),
          form("fish", "completion for fish", "dechaff generate fish | source",
               writes(&generate::fish)),
          form("reference", "all commands and options as Markdown",
               "dechaff generate reference | less", writes(&generate::reference))}};
}

}  // namespace dechaff::cli
