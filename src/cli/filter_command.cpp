
#include "bytes/output.h"
#include "bytes/temporary_file.h"
#include "cli/arguments.h"
#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/learn_command.h"
#include "cli/option_sets.h"
#include "core/error.h"
#include "core/filter.h"
#include "dedup/fingerprint_store.h"
#include "render/chunk_writer.h"
#include "render/headings_writer.h"
#include "render/keys_writer.h"
#include "render/kinds_writer.h"
#include "render/repeats_writer.h"

namespace dechaff::cli {
namespace {

int run_headings(const Arguments& arguments) {
  using Form = render::HeadingsWriter::Form;
  const auto chain = [&](const render::Writer& writer) {
    return run_chain(arguments.options, {arguments.stage}, writer, false);
  };
  switch (arguments.form) {
    case HeadingsForm::chunk:
      return chain(render::ChunkWriter(
          {arguments.max_words, arguments.max_characters, arguments.overlap, arguments.min_words}));
    case HeadingsForm::toc:
      return chain(render::HeadingsWriter(Form::toc));
    case HeadingsForm::outline:
      return chain(render::HeadingsWriter(Form::outline));
    case HeadingsForm::tree:
      return chain(render::HeadingsWriter(Form::tree));
    case HeadingsForm::tsv:
      return chain(render::HeadingsWriter(Form::tsv));
    case HeadingsForm::mark:
      return chain(render::HeadingsWriter(Form::mark));
    case HeadingsForm::list:
      break;
  }
  return chain(render::HeadingsWriter(Form::list));
}

bool is_set(const StageSpec& stage, std::string_view name, std::string_view value) {
  bool set = false;
  for (const auto& [key, now] : stage.settings) {
    if (key == name) set = now == value;
  }
  return set;
}

/// All that normalize could mend, whatever is on by default.
int run_list_of_repairs(const Arguments& choice) {
  StageSpec stage{choice.stage.filter, {}, choice.stage.warn_above};
  for (const std::string_view flag : {"mojibake", "entities", "markup", "ligatures", "soft-hyphens",
                                      "full-width", "hyphenation", "unwrap"})
    stage.settings.emplace_back(flag, "true");
  stage.settings.emplace_back("spaces", "collapse");
  stage.settings.insert(stage.settings.end(), choice.stage.settings.begin(),
                        choice.stage.settings.end());
  return run_chain(choice.options, {stage}, render::KindsWriter(), false);
}

int run_list(const Arguments& choice) {
  StageSpec stage = choice.stage;
  if (stage.filter == "normalize") return run_list_of_repairs(choice);
  if (stage.filter == "dedup") stage.settings.emplace_back("report", "true");
  return run_chain(choice.options, {stage}, render::RepeatsWriter(choice.jsonl), false);
}

/// Two passes over the input: the sites' lines, then the filter.
int run_learning(const Arguments& choice) {
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

int run_check_store(const std::string& path, const std::string& output) {
  bytes::Output out(output);
  out.write(dedup::check_store(path) + '\n');
  out.finish();
  return 0;
}

int run_filter(Arguments& arguments) {
  const StageSpec& stage = arguments.stage;
  if (stage.filter == "headings") return run_headings(arguments);
  if (arguments.learn_first) return run_learning(arguments);
  if (!arguments.check_store.empty())
    return run_check_store(arguments.check_store, arguments.options.output);
  const bool counts = is_set(stage, "count", "true");
  if (arguments.jsonl && !arguments.list && !counts)
    throw Error({}, "dedup: --jsonl is a form of --list and --count");
  if (arguments.list) return run_list(arguments);
  const auto chain = [&](const render::Writer& writer) {
    return run_chain(arguments.options, {stage}, writer, false);
  };
  if (counts) return chain(render::RepeatsWriter(arguments.jsonl, true));
  if (is_set(stage, "emit", "keys")) return chain(render::KeysWriter());
  return chain(render::CleanWriter());
}

/// One of the forms in which headings are written.
template <HeadingsForm form>
Option heading_form(std::string name, std::string help) {
  return {.names = {std::move(name)},
          .help = std::move(help),
          .target = set<form, &Arguments::form>,
          .one_of = "form"};
}

/// The options that only this filter has.
OptionSet own_options(std::string_view filter) {
  if (filter == "headings") {
    using Form = HeadingsForm;
    return in_group(
        "Form",
        {heading_form<Form::outline>("--outline", "a nested list with levels"),
         heading_form<Form::tree>("--tree",
                                  "JSON, headings inside headings, with bytes and confidence"),
         heading_form<Form::tsv>("--tsv",
                                 "a line a heading: where, level, confidence, shape, text"),
         heading_form<Form::mark>("--mark", "the whole text with # marks"),
         heading_form<Form::toc>("--toc", "a Markdown list with links to the headings"),
         heading_form<Form::chunk>(
             "--chunk", "the text cut at headings: JSON lines with the path of headings above"),
         row({"--max-words"}, "N",
             "with --chunk: no chunk is longer; cut between paragraphs, sentences, clauses",
             at<&Arguments::max_words>),
         row({"--max-chars"}, "N", "with --chunk: the same in characters",
             at<&Arguments::max_characters>),
         row({"--overlap"}, "N",
             "with --chunk: begin with the last N sentences of the chunk before",
             at<&Arguments::overlap>),
         row({"--min-words"}, "N",
             "with --chunk: join a shorter section with the next under one heading",
             at<&Arguments::min_words>)});
  }
  if (filter == "boilerplate") {
    return joined(
        {{{.names = {"--learn"},
           .help =
               "read the files twice: learn what repeats across each site's pages, then drop it",
           .target = at<&Arguments::learn_first>,
           .group = "Learning"}},
         learning_options()});
  }
  if (filter == "teasers") {
    return {row({"--list"}, "", "list what would be dropped, and why (TSV)", at<&Arguments::list>)};
  }
  if (filter == "normalize") {
    return {
        row({"--list"}, "",
            "list each kind of damage with its count (TSV), also what is mended on request only",
            at<&Arguments::list>)};
  }
  if (filter == "dedup") {
    return {
        row({"--list"}, "",
            "list the repeats (TSV), near ones inside a sentence too; change nothing",
            at<&Arguments::list>),
        row({"--jsonl"}, "", "with --list or --count: JSON lines, not TSV", at<&Arguments::jsonl>),
        row({"--check-store"}, "FILE",
            "say whether a store is whole, how many fingerprints it holds and of what; read no "
            "input, change nothing",
            at<&Arguments::check_store>)};
  }
  return {};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

Command filter_command(const FilterInfo& info) {
  OptionSet input = input_options();
  input.push_back(html_option());
  if (info.name == "boilerplate") input.push_back(host_option());
  return {.name = std::string(info.name),
          .group = "Filters",
          .summary = std::string(info.summary),
          .examples = lines_of(info.example),
          .options = joined({setting_options(info),
                             {files_option()},
                             std::move(input),
                             output_options(),
                             rule_options(),
                             own_options(info.name)}),
          .run =
              [name = info.name](Arguments& arguments) {
                arguments.stage.filter = name;
                return run_filter(arguments);
              },
          .reasons = std::vector<Reason>(info.reasons.begin(), info.reasons.end())};
}

}  // namespace

std::vector<Command> filter_commands() {
  std::vector<Command> out;
  for (const FilterInfo& info : filters()) out.push_back(filter_command(info));
  return out;
}

}  // namespace dechaff::cli
