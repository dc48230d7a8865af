#include <memory>

#include "bytes/output.h"
#include "bytes/source.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "render/removal_log.h"

namespace dechaff::cli {
namespace {

struct Choice {
  std::string cleaned = "-", log, output = "-";
};

}  // namespace

void add_restore_command(CLI::App& app, Action& action) {
  const auto choice = std::make_shared<Choice>();
  CLI::App& command = *app.add_subcommand("restore", "rebuild the original from text and log");
  command.group("Explain and restore");
  add_examples(command, {"dechaff run --removed log.jsonl page.txt > clean.txt",
                         "dechaff restore --removed log.jsonl clean.txt | cmp - page.txt"});
  command.add_option("FILE", choice->cleaned, "the cleaned text; none or '-': standard input");
  command.add_option("--removed", choice->log, "the removal log")->required()->type_name("FILE");
  command.add_option("-o,--output", choice->output, "write to FILE, not standard output")
      ->type_name("FILE");
  command.callback([choice, &action] {
    action = [choice] {
      bytes::Source text(choice->cleaned, 1, bytes::FirstBytes::try_it);
      bytes::Source log(choice->log);
      bytes::Output out(choice->output);
      render::restore(text, log, out);
      out.finish();
      return 0;
    };
  });
}

}  // namespace dechaff::cli
