#include <memory>

#include "bytes/temporary_file.h"
#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/learn_command.h"
#include "cli/options.h"
#include "core/error.h"
#include "core/filter.h"
#include "render/chunk_writer.h"
#include "render/headings_writer.h"
#include "render/keys_writer.h"
#include "render/repeats_writer.h"

namespace dechaff::cli {
namespace {

struct Choice {
  Options options;
  StageSpec stage;
  bool outline = false, mark = false, tree = false, tsv = false, chunk = false;
  std::size_t max_words = 0;  // of a chunk
  bool list = false, jsonl = false;
  bool learn = false;
  learn::LearnOptions learning;
};

int run_headings(const Choice& choice) {
  using Form = render::HeadingsWriter::Form;
  if (choice.chunk) {
    return run_chain(choice.options, {choice.stage}, render::ChunkWriter(choice.max_words), false);
  }
  const Form form = choice.mark      ? Form::mark
                    : choice.outline ? Form::outline
                    : choice.tree    ? Form::tree
                    : choice.tsv     ? Form::tsv
                                     : Form::list;
  return run_chain(choice.options, {choice.stage}, render::HeadingsWriter(form), false);
}

bool is_set(const StageSpec& stage, std::string_view name, std::string_view value) {
  bool set = false;
  for (const auto& [key, now] : stage.settings) {
    if (key == name) set = now == value;
  }
  return set;
}

int run_list(const Choice& choice) {
  StageSpec stage = choice.stage;
  if (stage.filter == "dedup") stage.settings.emplace_back("report", "true");
  return run_chain(choice.options, {stage}, render::RepeatsWriter(choice.jsonl), false);
}

/// Two passes over the input: the sites' lines, then the filter.
int run_learning(const Choice& choice) {
  StageSpec stage = choice.stage;
  std::string host;
  for (const auto& [name, value] : stage.settings) {
    if (name == "pack") throw Error({}, "--learn makes its own pack: leave out --pack");
    if (name == "host") host = value;
  }
  for (const std::string& file : input_files(choice.options)) {
    if (file == "-") throw Error({}, "--learn reads its input twice: name files");
  }
  bytes::TemporaryFile pack;
  stage.settings.emplace_back("pack", pack.name());
  std::uint64_t soft_errors = 0;
  pack.append(learn_pack(choice.options, choice.learning, host, soft_errors));
  return run_chain(choice.options, {stage}, render::CleanWriter(), false);
}

void add_forms(CLI::App& command, Choice& choice) {
  const std::vector<CLI::Option*> forms = {
      command.add_flag("--outline", choice.outline, "a nested list with levels"),
      command.add_flag("--tree", choice.tree,
                       "JSON, headings inside headings, with bytes and confidence"),
      command.add_flag("--tsv", choice.tsv,
                       "a line a heading: where, level, confidence, shape, text"),
      command.add_flag("--mark", choice.mark, "the whole text with # marks"),
      command.add_flag("--chunk", choice.chunk,
                       "the text cut at headings: JSON lines with the path of headings above")};
  for (CLI::Option* one : forms) {
    one->group("Form");
    for (CLI::Option* other : forms) {
      if (one != other) one->excludes(other);
    }
  }
  command
      .add_option("--max-words", choice.max_words, "with --chunk: cut longer chunks between lines")
      ->type_name("N")
      ->group("Form");
}

void add_filter(CLI::App& app, const FilterInfo& info, Action& action) {
  const auto choice = std::make_shared<Choice>();
  choice->stage.filter = info.name;
  CLI::App& command = *app.add_subcommand(std::string(info.name), std::string(info.summary));
  command.group("Filters");
  add_settings(command, info, choice->stage);
  add_input_options(command, choice->options);
  add_html_option(command, choice->options);
  if (info.name == "boilerplate") add_host_option(command, choice->options);
  add_output_options(command, choice->options);
  add_rule_options(command, choice->options);
  if (info.name == "headings") add_forms(command, *choice);
  if (info.name == "boilerplate") {
    command
        .add_flag("--learn", choice->learn,
                  "read the files twice: learn what repeats across each site's pages, then drop it")
        ->group("Learning");
    add_learn_options(command, choice->learning);
  }
  if (info.name == "teasers") {
    command.add_flag("--list", choice->list, "list what would be dropped, and why (TSV)");
  }
  if (info.name == "dedup") {
    command.add_flag("--list", choice->list,
                     "list the repeats (TSV), near ones inside a sentence too; change nothing");
    command.add_flag("--jsonl", choice->jsonl, "with --list or --count: JSON lines, not TSV");
  }
  command.callback([choice, &action] {
    action = [choice] {
      if (choice->stage.filter == "headings") return run_headings(*choice);
      if (choice->learn) return run_learning(*choice);
      const bool counts = is_set(choice->stage, "count", "true");
      if (choice->jsonl && !choice->list && !counts)
        throw Error({}, "dedup: --jsonl is a form of --list and --count");
      if (choice->list) return run_list(*choice);
      if (counts) {
        return run_chain(choice->options, {choice->stage},
                         render::RepeatsWriter(choice->jsonl, true), false);
      }
      if (is_set(choice->stage, "emit", "keys"))
        return run_chain(choice->options, {choice->stage}, render::KeysWriter(), false);
      return run_chain(choice->options, {choice->stage}, render::CleanWriter(), false);
    };
  });
}

}  // namespace

void add_filter_commands(CLI::App& app, Action& action) {
  for (const FilterInfo& info : filters()) add_filter(app, info, action);
}

}  // namespace dechaff::cli
