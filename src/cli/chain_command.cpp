#include "cli/chain_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "bytes/same_file.h"
#include "cli/inputs.h"
#include "cli/line_plan.h"
#include "cli/mirror.h"
#include "cli/resources.h"
#include "cli/run_setup.h"
#include "cli/settings_hash.h"
#include "cli/summary.h"
#include "cli/terminal.h"
#include "render/shape/shape.h"
#include "run/file_outputs.h"
#include "run/output_files.h"
#include "run/run.h"
#include "run/sample_outputs.h"

namespace dechaff::cli {
namespace {

using render::shape::Shape;

void add(RunTotals& sum, const RunTotals& more) {
  sum.documents += more.documents;
  sum.bytes_in += more.bytes_in;
  sum.bytes_out += more.bytes_out;
  sum.errors += more.errors;
  sum.aside += more.aside;
  sum.invalid_documents += more.invalid_documents;
  sum.without_text += more.without_text;
  sum.emptied += more.emptied;
  sum.left_out += more.left_out;
  sum.text_in += more.text_in;
  sum.text_out += more.text_out;
  if (sum.stages.empty()) {
    sum.stages = more.stages;
    return;
  }
  for (std::size_t i = 0; i < sum.stages.size(); ++i) {
    sum.stages[i].decisions += more.stages[i].decisions;
    sum.stages[i].bytes += more.stages[i].bytes;
  }
}

/// What is not as it should be; with `verbose` also what is worth to know.
void tell(const RunTotals& totals, const std::vector<StageSpec>& stages, bool verbose) {
  if (totals.invalid_documents > 0) {
    note(fmt::format(
        "{} of {} documents hold bytes that are not UTF-8; no stage changed them (--encoding reads "
        "other character sets)",
        totals.invalid_documents, totals.documents));
  }
  if (totals.bytes_in == 0) return;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const StageCount& count = totals.stages[i];
    const double share = static_cast<double>(count.bytes) / static_cast<double>(totals.bytes_in);
    const FilterInfo* filter = find_filter(count.name);
    if (count.bytes == 0) {
      if (verbose && (filter == nullptr || !filter->seldom))
        note(fmt::format("stage {} ({}) removed nothing", i + 1, count.name));
    } else if (share > stages[i].warn_above) {
      note(fmt::format(
          "stage {} ({}) removed {:.1f} % of the bytes, more than the recipe's {:.1f} %", i + 1,
          count.name, 100 * share, 100 * stages[i].warn_above));
    }
  }
}

void open(std::optional<bytes::Output>& out, const std::string& path) {
  if (!path.empty()) out.emplace(path);
}

/// Throws Error for options that do not go together.
void check_together(const Options& options, const std::vector<StageSpec>& stages) {
  const auto refuse = [](const std::string& what) { throw Error({}, what); };
  const bool numbered = options.output.find("{}") != std::string::npos;
  if (options.shard_size > 0 && !numbered)
    refuse("--shard-size wants a {} in -o, where the number of the file stands");
  if (options.in_place && (options.shard_size > 0 || !options.checkpoint.empty()))
    refuse("--in-place goes neither with --shard-size nor with --checkpoint");
  if (writes_folder(options) && (options.shard_size > 0 || !options.checkpoint.empty())) {
    refuse("-o names a folder: --shard-size and --checkpoint do not go with it");
  }
  if (!options.sample.all() &&
      (options.in_place || !options.removed.empty() || !options.meta.empty() ||
       !options.errors.empty() || !options.checkpoint.empty() || !options.summary.empty() ||
       options.shard_size > 0 || writes_folder(options))) {
    refuse("--sample is a look: it writes to standard output or to the file of -o alone");
  }
  if (options.in_place && options.explain) refuse("--in-place and --explain do not go together");
  if (options.in_place && options.reading.html)
    refuse("--in-place would put text in the place of the pages of --html: name a file with -o");
  if (options.in_place && !options.reading.encoding.empty())
    refuse("--in-place would change the character set of --encoding: name a file with -o");
  if (options.checkpoint.empty()) return;
  if (options.output == "-")
    refuse("--checkpoint wants -o: standard output cannot be gone on with");
  for (const StageSpec& stage : stages) {
    if (!setting(stage, "store", "").empty()) refuse("--checkpoint and a store do not go together");
  }
}

/// What comes out where `writer` writes clean text: what was asked for, else what the output's name
/// says. Throws Error where another shape makes no sense.
Shape shape_of(const Options& options, const render::Writer& writer) {
  const Shape named = render::shape::shape_named(options.shape);
  const bool clean = dynamic_cast<const render::CleanWriter*>(&writer) != nullptr;
  if (named == Shape::as_read && options.fields.empty()) {
    if (!clean || options.explain || options.in_place || options.output == "-" ||
        writes_folder(options)) {
      return Shape::as_read;
    }
    return render::shape::shape_of_file(options.output);
  }
  const std::string option = named == Shape::as_read ? "--fields" : "--to";
  if (!clean) throw Error({}, option + " is about the cleaned text, which is not written here");
  if (options.in_place)
    throw Error({}, "--in-place keeps the form of a file: " + option + " does not go with it");
  if (options.explain && named != Shape::jsonl)
    throw Error({}, option + " and --explain do not go together", {},
                "--to jsonl --explain writes documents with what was decided");
  return named != Shape::as_read ? named : render::shape::shape_of_file(options.output);
}

/// No output takes the place of an input or of another output.
void refuse_overlap(const Options& options, const std::vector<StageSpec>& stages,
                    const std::vector<std::string>& files, const std::vector<std::string>& mirror) {
  std::vector<bytes::NamedFile> outputs = {{"--removed", options.removed},
                                           {"--meta", options.meta},
                                           {"--errors", options.errors},
                                           {"--checkpoint", options.checkpoint},
                                           {"--summary", options.summary}};
  if (!options.in_place && mirror.empty()) outputs.push_back({"-o", options.output});
  for (const std::string& path : mirror) outputs.push_back({"-o", path});
  for (const StageSpec& stage : stages) outputs.push_back({"--store", setting(stage, "store", "")});
  bytes::refuse_same_files(outputs, files);
}

/// Runs the chain over the files into output files.
RunTotals run_to_files(const Options& options, const std::vector<StageSpec>& stages,
                       const Resources& resources, const render::Writer& writer,
                       RunOptions running) {
  OutputFilesOptions keeping;
  keeping.output = options.output;
  keeping.removed = options.removed;
  keeping.meta = options.meta;
  keeping.errors = options.errors;
  keeping.shard_size = options.shard_size;
  keeping.checkpoint = options.checkpoint;
  keeping.tally = running.tally;
  keeping.every =
      std::chrono::milliseconds(static_cast<std::int64_t>(1000 * options.checkpoint_every));
  if (!options.checkpoint.empty()) {
    keeping.settings = settings_hash(options, stages, running.files, writer);
    const Chain chain(stages, resources);
    const bool remembers = chain.first_ordered() < chain.size() || !options.removed.empty();
    running.resume = remembers ? Resume::replay : Resume::seek;
  }
  OutputFiles outputs(std::move(keeping));
  running.start = outputs.start();
  // All is done, and counted, again.
  if (running.resume == Resume::replay && running.tally != nullptr && !outputs.done())
    *running.tally = {};
  for (std::size_t i = 0; i < running.start.totals.stages.size() && i < stages.size(); ++i)
    running.start.totals.stages[i].name = stages[i].filter;
  if (outputs.done()) {
    const std::uint64_t errors = running.start.totals.errors;
    if (errors > 0) {
      running.report(
          Error({options.checkpoint},
                fmt::format("finished before, with {} error{}", errors, errors == 1 ? "" : "s"), {},
                "delete it to do all again"));
    } else if (options.verbose || (!options.quiet && is_terminal(2))) {
      note("finished before, as " + options.checkpoint + " says");
    }
    return running.start.totals;
  }
  running.written = [&](const RunPlace& place) { outputs.written(place); };
  RunTotals latest = running.start.totals;
  running.progress = [&latest, show = running.progress](const RunTotals& now) {
    latest = now;
    show(now);
  };
  running.secure = [&] {
    if (options.checkpoint.empty() || !running.stop_at_error || latest.errors == 0)
      return outputs.finish(latest);
    // --strict stopped it: what was not reached is for the next run.
    if (!options.quiet) note("not finished: the same command goes on from here");
  };
  return run(running, stages, resources, writer, outputs.outputs());
}

/// The logs that a run with an output a file writes.
struct Logs {
  explicit Logs(const Options& options) {
    open(removed, options.removed);
    open(meta, options.meta);
    open(errors, options.errors);
  }
  RunOutputs outputs() {
    RunOutputs out;
    out.log = removed ? &*removed : nullptr;
    out.meta = meta ? &*meta : nullptr;
    out.errors = errors ? &*errors : nullptr;
    return out;
  }
  void finish() {
    for (std::optional<bytes::Output>* log : {&removed, &meta, &errors}) {
      if (*log) (*log)->finish();
    }
  }

  std::optional<bytes::Output> removed, meta, errors;
};

/// Runs the chain over all files at once; what comes of each goes to its own path.
RunTotals run_by_file(const Options& options, const std::vector<StageSpec>& stages,
                      const Resources& resources, const render::Writer& writer, RunOptions running,
                      std::vector<std::string> paths) {
  Logs logs(options);
  FileOutputs::Options files;
  files.paths = std::move(paths);
  files.place = options.in_place ? FileOutputs::Place::in_place : FileOutputs::Place::elsewhere;
  files.without_empty = running.leaving_out.any();
  files.report = running.report;
  files.left = [](const std::string& path) { note(path + " is left as it was"); };
  FileOutputs reducer(writer, std::move(files));
  running.secure = [&] {
    reducer.finish();
    logs.finish();
  };
  return run(running, stages, resources, reducer, logs.outputs());
}

RunTotals run_in_place(const Options& options, const std::vector<StageSpec>& stages,
                       const Resources& resources, const render::Writer& writer,
                       RunOptions running) {
  const std::vector<std::string> files = running.files;
  for (const std::string& file : files) {
    if (file == "-") throw Error({}, "--in-place needs files, not standard input");
  }
  if (!options.removed.empty() && files.size() != 1)
    throw Error({}, "--in-place writes a removal log for one file only");
  const Chain chain(stages, resources);
  if (chain.first_ordered() == chain.size())
    return run_by_file(options, stages, resources, writer, std::move(running), files);
  // What an ordered stage remembers is of one file.
  Logs logs(options);
  RunOutputs outputs = logs.outputs();
  RunTotals totals;
  const auto report = running.report;
  bool failed = false;
  running.report = [&](const Error& error) {
    failed = failed || error.severity == Severity::error;
    report(error);
  };
  for (const std::string& file : files) {
    running.files = {file};
    failed = false;
    try {
      bytes::Output text(file, bytes::Output::Existing::required);
      outputs.text = &text;
      add(totals, run(running, stages, resources, writer, outputs));
      // A file that could not be read to its end keeps its old content.
      if (!failed) text.finish();
    } catch (const Error& error) {
      running.report(error);
    }
    if (failed) note(file + " is left as it was");
  }
  logs.finish();
  return totals;
}

}  // namespace

int run_chain(const Options& options, const std::vector<StageSpec>& asked,
              const render::Writer& writer, bool notes) {
  const Shape shape = shape_of(options, writer);
  std::vector<StageSpec> stages = asked;
  if (shape == Shape::markdown) stages.push_back({"headings", {}});  // they get their marks
  check_together(options, stages);
  const LoadedResources resources(options);
  RunSetup setup(options);
  RunOptions& running = setup.running;
  running.reading.markup = shape == Shape::markdown;
  running.leaving_out = {options.drop_empty, options.min_document_words};
  Tally tally;
  if (!options.summary.empty()) running.tally = &tally;
  std::vector<std::string> mirror;  // where each file goes, below the folder of -o
  if (!options.in_place && writes_folder(options)) mirror = mirrored(options, setup.inputs, shape);
  refuse_overlap(options, stages, running.files, mirror);
  const render::ExplainWriter explain;
  const bool clean = dynamic_cast<const render::CleanWriter*>(&writer) != nullptr;
  const std::unique_ptr<render::Writer> shaped = render::shape::make_writer(
      {shape, options.fields, options.reading.text_field, options.links, options.explain});
  const bool explains = options.explain && shape != Shape::jsonl;
  const render::Writer& chosen = explains ? static_cast<const render::Writer&>(explain)
                                 : clean  ? *shaped
                                          : writer;

  RunTotals totals;
  const auto how = clean && mirror.empty() ? lines_alone(options, stages, shape) : std::nullopt;
  if (how) {
    const Chain checked(stages, resources.view());  // the settings, as in any other run
    bytes::Output text(options.output);
    running.secure = [&] { text.finish(); };
    totals = dedup_lines(running, *how, text);
  } else if (!options.sample.all()) {
    bytes::Output text(options.output);
    totals = run_sampled(options.sample, running, stages, resources.view(), chosen, text);
    text.finish();
  } else if (!mirror.empty()) {
    totals = run_by_file(options, stages, resources.view(), chosen, running, std::move(mirror));
  } else if (options.in_place) {
    totals = run_in_place(options, stages, resources.view(), chosen, running);
  } else {
    totals = run_to_files(options, stages, resources.view(), chosen, running);
  }
  setup.erase();
  if (!options.quiet) {
    if (options.output == "-" && !options.in_place && !options.explain && clean &&
        (shape == Shape::as_read || shape == Shape::text) && running.files.size() > 1 &&
        is_terminal(1) && is_terminal(2)) {
      note(
          "the texts of several files: -o FOLDER/ writes a file each, --to jsonl tells them apart");
    }
    if (notes) tell(totals, asked, options.verbose);
    if (totals.aside > 0)
      note(fmt::format("{} broken records went to {}", totals.aside, options.errors));
  }
  setup.sum_up(totals);
  if (!options.summary.empty()) {
    bytes::Output file(options.summary);
    file.write(summary_of(totals, tally, std::max(setup.errors(), totals.errors), setup.seconds()));
    file.finish();
  }
  return setup.errors() > 0 || totals.errors > 0 ? 2 : 0;
}

std::vector<StageSpec> recipe_of(const Arguments& arguments, const char* otherwise) {
  std::vector<StageSpec> stages =
      find_recipe(arguments.recipe.empty() ? otherwise : arguments.recipe);
  for (const std::string& assignment : arguments.overrides) override_setting(stages, assignment);
  return stages;
}

std::vector<StageSpec> find_recipe(const std::string& name) { return recipe::find(name); }

bool is_recipe_name(const std::string& word) {
  std::error_code error;
  if (word.find('/') != std::string::npos || std::filesystem::exists(word, error)) return false;
  return recipe::is_built_in(word);
}

}  // namespace dechaff::cli
