#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "bytes/output.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/generate/forms.h"
#include "core/error.h"

namespace dechaff::cli {
namespace {

struct Choice {
  std::string command;  // the page of this one; empty: the program's
  std::string folder;   // for all pages
  std::string output = "-";
};

void write(const std::string& path, const std::string& bytes) {
  bytes::Output out(path);
  out.write(bytes);
  out.finish();
}

std::string man_page(const CommandInfo& command, const CommandInfo& program) {
  return generate::man_page(command, program, DECHAFF_VERSION, DECHAFF_DAY);
}

int write_man(const CommandInfo& program, const Choice& choice) {
  if (!choice.folder.empty()) {
    const auto put = [&](const CommandInfo& command) {
      write(choice.folder + '/' + generate::man_name(command) + ".1", man_page(command, program));
    };
    std::filesystem::create_directories(choice.folder);
    put(program);
    for (const CommandInfo& command : program.commands) put(command);
    return 0;
  }
  if (choice.command.empty()) {
    write(choice.output, man_page(program, program));
    return 0;
  }
  std::vector<std::string_view> names;
  for (const CommandInfo& command : program.commands) {
    names.push_back(command.name);
    if (command.name == choice.command) {
      write(choice.output, man_page(command, program));
      return 0;
    }
  }
  const std::string_view near = nearest(choice.command, names);
  throw Error(
      {}, "no command is called '" + choice.command + "'", {},
      near.empty() ? "'dechaff -h' lists them" : "did you mean '" + std::string(near) + "'?");
}

}  // namespace

void add_generate_command(CLI::App& app, Action& action) {
  const auto choice = std::make_shared<Choice>();
  CLI::App& generate =
      *app.add_subcommand("generate", "man pages, shell completions and the reference");
  generate.group("Set up");
  generate.require_subcommand(1);
  const auto add = [&](const char* name, const char* help, const char* example,
                       auto run) -> CLI::App& {
    CLI::App& command = *generate.add_subcommand(name, help);
    add_examples(command, {example});
    command.add_option("-o,--output", choice->output, "write to FILE, not standard output")
        ->type_name("FILE");
    command.callback([choice, run, &app, &action] {
      action = [choice, run, &app] { return run(describe(app), *choice); };
    });
    return command;
  };
  const auto text = [](std::string (*form)(const CommandInfo&)) {
    return [form](const CommandInfo& program, const Choice& chosen) {
      write(chosen.output, form(program));
      return 0;
    };
  };
  CLI::App& man = add("man", "a man page, of the program or of a command",
                      "dechaff generate man run | man -l -", &write_man);
  man.add_option("COMMAND", choice->command, "the command; none: the program");
  man.add_option("--dir", choice->folder, "write all pages into this folder")->type_name("DIR");
  add("bash", "completion for bash", "source <(dechaff generate bash)", text(&generate::bash));
  add("zsh", "completion for zsh", "dechaff generate zsh > ~/.zfunc/_dechaff",
      text(&generate::zsh));
  add("fish", "completion for fish", "dechaff generate fish | source", text(&generate::fish));
  add("reference", "all commands and options as Markdown", "dechaff generate reference | less",
      text(&generate::reference));
  add_examples(generate, {"source <(dechaff generate bash)", "dechaff generate man --dir man1"});
}

}  // namespace dechaff::cli
