#include "cli/chain_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <thread>

#include "cli/locate.h"
#include "cli/resources.h"
#include "cli/terminal.h"
#include "pipeline/line_dedup.h"
#include "pipeline/run.h"

namespace dechaff::cli {
namespace {

void add(RunTotals& sum, const RunTotals& more) {
  sum.documents += more.documents;
  sum.bytes_in += more.bytes_in;
  sum.bytes_out += more.bytes_out;
  sum.errors += more.errors;
  sum.invalid_documents += more.invalid_documents;
  if (sum.stages.empty()) {
    sum.stages = more.stages;
    return;
  }
  for (std::size_t i = 0; i < sum.stages.size(); ++i) {
    sum.stages[i].decisions += more.stages[i].decisions;
    sum.stages[i].bytes += more.stages[i].bytes;
  }
}

void tell(const RunTotals& totals, const std::vector<StageSpec>& stages) {
  if (totals.invalid_documents > 0) {
    note(fmt::format("{} of {} documents hold bytes that are not UTF-8; they passed unchanged",
                     totals.invalid_documents, totals.documents));
  }
  if (totals.bytes_in == 0) return;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const StageCount& count = totals.stages[i];
    const double share = static_cast<double>(count.bytes) / static_cast<double>(totals.bytes_in);
    if (count.bytes == 0) {
      note(fmt::format("stage {} ({}) removed nothing", i + 1, count.name));
    } else if (share > stages[i].warn_above) {
      note(fmt::format(
          "stage {} ({}) removed {:.1f} % of the bytes, more than the recipe's {:.1f} %", i + 1,
          count.name, 100 * share, 100 * stages[i].warn_above));
    }
  }
}

void open(std::optional<io::Output>& out, const std::string& path) {
  if (!path.empty()) out.emplace(path);
}

std::string setting(const StageSpec& stage, std::string_view name, std::string_view otherwise) {
  std::string out(otherwise);
  for (const auto& [key, value] : stage.settings) {
    if (key == name) out = value;
  }
  return out;
}

/// How lines are compared when all that is asked for is a dedup of whole lines over the input,
/// which has a way of its own; nothing otherwise.
std::optional<LineDedup> lines_alone(const Options& options, const std::vector<StageSpec>& stages,
                                     bool clean) {
  using io::Format;
  if (!clean || stages.size() != 1 || stages[0].filter != "dedup") return {};
  if (options.explain || options.in_place || !options.removed.empty() || !options.meta.empty())
    return {};
  if (options.reading.format != Format::lines && options.reading.format != Format::text) return {};
  const StageSpec& stage = stages[0];
  if (setting(stage, "unit", "sentence") != "line" ||
      setting(stage, "scope", "document") != "input" || setting(stage, "min-words", "12") != "1" ||
      setting(stage, "keep", "first") != "first" || setting(stage, "within", "false") != "false" ||
      setting(stage, "report", "false") != "false") {
    return {};
  }
  const std::string match = setting(stage, "match", "exact");
  if (match == "near") return {};
  LineDedup how;
  if (match == "folded") {
    how.match = setting(stage, "any-digit", "false") == "true" ? LineMatch::folded_any_digit
                                                               : LineMatch::folded;
  }
  how.store = setting(stage, "store", "");
  std::int64_t memory = 0;
  Params sizes;
  sizes.size("memory", memory, 0, 0, {});
  set_from_text(sizes.list[0], setting(stage, "memory", "0"));
  how.memory = static_cast<std::size_t>(memory);
  return how;
}

}  // namespace

int run_chain(const Options& options, const std::vector<StageSpec>& stages,
              const io::Writer& writer, bool notes) {
  const LoadedResources resources(options);
  RunOptions running;
  running.files = input_files(options);
  running.reading = options.reading;
  running.stop_at_error = options.strict;
  running.jobs =
      options.jobs == 0 ? std::max(1U, std::thread::hardware_concurrency()) : options.jobs;
  const io::ExplainWriter explain;
  const io::Writer& chosen = options.explain ? static_cast<const io::Writer&>(explain) : writer;

  Progress progress(!options.quiet);
  RunTotals totals;
  std::uint64_t soft_errors = 0;
  running.report = [&](const Error& error) {
    progress.erase();
    complain(error);
    ++soft_errors;
  };
  running.progress = [&](const RunTotals& now) {
    progress.show(totals.documents + now.documents, totals.bytes_in + now.bytes_in,
                  totals.bytes_out + now.bytes_out);
  };
  std::optional<io::Output> log, meta;
  open(log, options.removed);
  open(meta, options.meta);
  RunOutputs outputs;
  outputs.log = log ? &*log : nullptr;
  outputs.meta = meta ? &*meta : nullptr;
  const bool clean = dynamic_cast<const io::CleanWriter*>(&writer) != nullptr;
  if (const auto how = lines_alone(options, stages, clean)) {
    const Chain checked(stages, resources.view());  // the settings, as in any other run
    io::Output text(options.output);
    running.secure = [&] { text.finish(); };
    totals = dedup_lines(running, *how, text);
  } else if (!options.in_place) {
    io::Output text(options.output);
    outputs.text = &text;
    running.secure = [&] { text.finish(); };
    totals = run(running, stages, resources.view(), chosen, outputs);
  } else {
    const std::vector<std::string> files = std::move(running.files);
    if (options.explain) throw Error({}, "--in-place and --explain do not go together");
    if (log && files.size() != 1)
      throw Error({}, "--in-place writes a removal log for one file only");
    for (const std::string& file : files) {
      if (file == "-") throw Error({}, "--in-place needs files, not standard input");
      running.files = {file};
      const std::uint64_t before = soft_errors;
      try {
        io::Output text(file, io::Output::Existing::required);
        outputs.text = &text;
        add(totals, run(running, stages, resources.view(), chosen, outputs));
        // A file that could not be read to its end keeps its old content.
        if (soft_errors == before) text.finish();
      } catch (const Error& error) {
        running.report(error);
      }
      if (soft_errors != before) note(file + " is left as it was");
    }
  }
  if (log) log->finish();
  if (meta) meta->finish();
  progress.erase();
  if (!options.quiet) {
    if (notes) tell(totals, stages);
    if (is_terminal(2)) {
      note(fmt::format("{} documents, {} in, {} out", totals.documents,
                       human_bytes(totals.bytes_in), human_bytes(totals.bytes_out)));
    }
  }
  return soft_errors > 0 ? 2 : 0;
}

std::vector<StageSpec> find_recipe(const std::string& name) {
  return recipe::find(name, rules_folder());
}

bool is_recipe_name(const std::string& word) {
  namespace fs = std::filesystem;
  if (word.ends_with(".toml")) return true;
  std::error_code error;
  if (word.find('/') != std::string::npos || fs::exists(word, error)) return false;
  return fs::exists(fs::path(rules_folder()) / "recipes" / (word + ".toml"), error);
}

}  // namespace dechaff::cli
