#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "bytes/same_file.h"
#include "check/check_section.h"
#include "check/fixes.h"
#include "check/gate.h"
#include "check/paths.h"
#include "check/project_files.h"
#include "check/report/report.h"
#include "check/report_reducer.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/resources.h"
#include "cli/run_setup.h"
#include "cli/terminal.h"
#include "run/recipe.h"
#include "run/run.h"

namespace dechaff::cli {
namespace {

struct Destination {
  const check::ReportFormat* format;
  std::string file;  // "-": standard output
};

std::vector<Destination> destinations(const std::vector<std::string>& outputs) {
  std::vector<Destination> out;
  for (const std::string& text : outputs) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    Destination to{nullptr, equals == std::string::npos ? "-" : text.substr(equals + 1)};
    std::vector<std::string_view> names;
    for (const check::ReportFormat& format : check::report_formats()) {
      if (format.name == name) to.format = &format;
      names.push_back(format.name);
    }
    if (to.format == nullptr || to.file.empty()) {
      const std::string_view near = nearest(name, names);
      throw Error({},
                  fmt::format("--output takes FORMAT or FORMAT=FILE, not '{}'; formats: {}", text,
                              fmt::join(names, ", ")),
                  {}, near.empty() || near == name ? "" : fmt::format("did you mean '{}'?", near));
    }
    out.push_back(std::move(to));
  }
  if (out.empty()) out.push_back({&check::report_formats().front(), "-"});
  return out;
}

/// What runs and what counts: the settings of the recipe `check`, and those of another on top.
recipe::CheckRecipe find_check(const std::string& name, const std::vector<RulesFolder>& folders) {
  const auto load = [&](const std::string& recipe) {
    return recipe::load_check(recipe::read(recipe), folders);
  };
  recipe::CheckRecipe base = load("check");
  if (name != "check") {
    recipe::CheckRecipe own = load(name);
    base.settings.merge(own.settings);
    if (!own.stages.empty()) base.stages = std::move(own.stages);
  }
  return base;
}

/// Headings are looked for only where their lack is a finding.
bool wants_headings(const check::ProjectFiles& projects) {
  const auto in = [](const check::Levels& levels) {
    return std::any_of(levels.begin(), levels.end(), [](const auto& level) {
      return level.first == "check.no-heading" && level.second != check::Level::off;
    });
  };
  for (const check::Settings* settings : projects.all()) {
    if (in(settings->levels)) return true;
    for (const check::Override& over : settings->overrides) {
      if (in(over.levels)) return true;
    }
  }
  return false;
}

std::string counted(std::uint64_t n, std::string_view what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

void sum_up(const check::Result& result) {
  std::string line = fmt::format("{}, {} in {} of {} lines", counted(result.errors, "error"),
                                 counted(result.warnings, "warning"),
                                 counted(result.documents, "document"), result.lines);
  if (result.in_baseline > 0) line += fmt::format("; {} in the baseline", result.in_baseline);
  if (result.suppressed > 0) line += fmt::format("; {} suppressed", result.suppressed);
  if (result.unchanged > 0) line += fmt::format("; {} in unchanged lines", result.unchanged);
  if (result.not_shown > 0) line += fmt::format("; {} not shown", result.not_shown);
  note(line);
}

void tell_stale(const check::Result& result) {
  constexpr std::size_t shown = 10;
  for (std::size_t i = 0; i < std::min(shown, result.stale.size()); ++i) {
    const check::Baseline::Stale& stale = result.stale[i];
    note(fmt::format("stale in the baseline: {} × {}: {}", stale.left, stale.rule,
                     visible(stale.excerpt)));
  }
  if (result.stale.size() > shown)
    note(fmt::format("stale in the baseline: {} more", result.stale.size() - shown));
  if (!result.stale.empty()) note("--update-baseline takes stale entries out");
}

void write_reports(const std::vector<Destination>& to, const check::Result& result) {
  for (const Destination& destination : to) {
    std::string report = destination.format->render(result);
    if (destination.file == "-" && is_terminal(1)) report = visible(report);
    bytes::Output out(destination.file);
    out.write(report);
    out.finish();
  }
}

void write_baseline(const std::string& path, const check::Baseline& now, std::uint64_t before) {
  bytes::Output out(path);
  out.write(now.print());
  out.finish();
  note(fmt::format("{}: {}, before {}", path, counted(now.size(), "finding"), before));
}

/// No report takes the place of a file that is checked, of the baseline or of another report.
void refuse_overlap(const std::vector<Destination>& to, const Arguments& choice,
                    const std::vector<std::string>& inputs) {
  std::vector<bytes::NamedFile> outputs{{"--baseline", choice.baseline}};
  for (const Destination& destination : to) outputs.push_back({"--output", destination.file});
  bytes::refuse_same_files(outputs, inputs);
}

void require_sense(const Arguments& choice) {
  if ((choice.fix || choice.show_diff) &&
      (choice.update_baseline || choice.max_findings != SIZE_MAX))
    throw Error({}, "--fix and --diff go neither with --update-baseline nor with --max-findings");
  if (!choice.update_baseline) return;
  if (!choice.since.empty())
    throw Error({}, "--update-baseline looks at all lines: leave out --since");
}

/// Writes .dechaff.toml into the current folder.
void init(Arguments& choice) {
  const char* const name = ".dechaff.toml";
  std::error_code error;
  if (std::filesystem::exists(name, error))
    throw Error({name}, "is there already", {}, "edit it, or remove it first");
  if (choice.baseline.empty()) choice.baseline = ".dechaff-baseline.tsv";
  choice.update_baseline = true;
  bytes::Output out(name);
  out.write(check::first_project_file(choice.baseline));
  out.finish();
  note(fmt::format("{}: written", name));
}

/// Mends what needs no judgement, or shows that. Returns how many findings that are.
std::uint64_t fix(const Arguments& choice, check::Result& result) {
  const std::size_t before = result.findings.size();
  const std::string diff = check::fix_files(result.findings, choice.show_diff);
  if (choice.show_diff) {
    bytes::Output out("-");
    out.write(is_terminal(1) ? visible(diff) : diff);
    out.finish();
  }
  result.errors = result.warnings = 0;
  for (const check::Finding& finding : result.findings)
    ++(finding.level == check::Level::error ? result.errors : result.warnings);
  return before - result.findings.size();
}

int run_check(Arguments& choice) {
  if (choice.init) init(choice);
  require_sense(choice);
  const std::vector<Destination> to = destinations(choice.reports);
  std::vector<RulesFolder> folders = {RulesFolder()};
  for (const std::string& folder : choice.options.rule_folders) folders.emplace_back(folder);
  recipe::CheckRecipe recipe = find_check(choice.recipe.empty() ? "check" : choice.recipe, folders);
  std::optional<check::ChangedLines> since;
  if (!choice.since.empty()) since.emplace(choice.since);

  RunSetup setup(choice.options, Folders::named);  // check::find_files() walks them
  RunOptions& running = setup.running;
  running.reading.any_bytes = true;  // a finding names the byte
  refuse_overlap(to, choice, running.files);
  const LoadedResources resources(choice.options);
  running.files = check::find_files(running.files, choice.paths, running.report);
  if (since) {
    std::erase_if(running.files,
                  [&](const std::string& file) { return file != "-" && !since->has(file); });
  }
  const check::ProjectFiles projects =
      choice.no_config ? check::ProjectFiles(recipe.settings)
                       : check::ProjectFiles(recipe.settings, running.files, folders);
  if (choice.baseline.empty()) choice.baseline = projects.baseline();
  if (wants_headings(projects)) recipe.stages.emplace_back().filter = "headings";
  std::optional<check::Baseline> baseline;
  std::error_code error;
  if (!choice.baseline.empty() &&
      !(choice.update_baseline && !std::filesystem::exists(choice.baseline, error))) {
    baseline = check::Baseline::read(choice.baseline);
  }
  const std::uint64_t before = baseline ? baseline->size() : 0;
  if (choice.update_baseline && choice.baseline.empty())
    throw Error({}, "--update-baseline needs --baseline FILE, or a project's file that names one");
  check::Baseline renewed;
  const auto judged = [&] {
    check::ReportReducer reports(projects, resources.view());
    run(running, recipe.stages, resources.view(), reports, {});
    setup.erase();
    std::optional<check::Baseline> known = baseline;  // what passes is taken out of it
    check::GateOptions gate;
    if (choice.update_baseline) {
      gate.renewed = &renewed;
    } else if (known) {
      gate.baseline = &*known;
    }
    gate.since = since ? &*since : nullptr;
    gate.most = choice.max_findings;
    return check::judge_all(std::move(reports.reports), projects.settings(), gate);
  };
  check::Result result = judged();
  if (choice.update_baseline) {
    if (setup.errors() > 0) throw Error({choice.baseline}, "left as it was: not all could be read");
    write_baseline(choice.baseline, renewed, before);
    return 0;
  }
  if (choice.show_diff) return fix(choice, result) > 0 ? 1 : 0;
  std::uint64_t mended = 0;
  constexpr int most_rounds = 5;  // what is mended may have hidden more
  for (int round = 0; choice.fix && round < most_rounds; ++round) {
    const std::uint64_t now = fix(choice, result);
    if (now == 0) break;
    mended += now;
    result = judged();
  }
  write_reports(to, result);
  if (!choice.options.quiet) {
    if (mended > 0) note(fmt::format("{} mended", counted(mended, "finding")));
    tell_stale(result);
    sum_up(result);
  }
  if (setup.errors() > 0) return 2;
  return result.failed() && !choice.exit_zero ? 1 : 0;
}

}  // namespace

Command check_command() {
  Option which = recipe_option("what runs, and its [check] section (default: check)");
  which.value = "careful|check|default|strict|FILE";
  OptionSet input = input_options();
  std::erase_if(input, [](const Option& row) { return row.names[0] == "--glob"; });  // --include
  return {
      .name = "check",
      .group = "Measure",
      .summary = "a gate for CI: report what is not the text",
      .examples = {"dechaff check docs README.md",
                   "dechaff check --recipe ours.toml 'posts/**/*.md'",
                   "dechaff check --output text --output sarif=chaff.sarif docs",
                   "dechaff check --baseline chaff.tsv --update-baseline docs",
                   "dechaff check --since origin/main docs  # changed lines only"},
      .options = joined(
          {{files_option(
               "files, folders, patterns such as 'docs/**/*.md'; none or '-': standard input")},
           std::move(input),
           in_group(
               "Gate",
               {std::move(which),
                row({"--output"}, "text|jsonl|sarif|junit|github|gitlab|FORMAT=FILE",
                    "how findings are written, and where; may be given several times (default "
                    "text)",
                    at<&Arguments::reports>),
                row({"--baseline"}, "FILE", "findings that this file knows pass",
                    at<&Arguments::baseline>),
                row({"--update-baseline"}, "", "write all findings into the baseline, and pass",
                    at<&Arguments::update_baseline>),
                row({"--fix"}, "",
                    "mend what needs no judgement: invisible characters, mojibake, tracking "
                    "parameters, lines of chaff, what was pasted twice",
                    at<&Arguments::fix>),
                row({"--diff"}, "", "show what --fix would change, and change nothing",
                    at<&Arguments::show_diff>),
                row({"--init"}, "",
                    "write .dechaff.toml and a baseline of today's findings into this folder",
                    at<&Arguments::init>),
                row({"--no-config"}, "", "read no .dechaff.toml and no pyproject.toml",
                    at<&Arguments::no_config>),
                row({"--since"}, "REV", "only lines that are not as in this revision of git",
                    at<&Arguments::since>),
                row({"--include"}, "PATTERN",
                    "files in folders that are read (default *.md, *.rst, *.txt, *.jsonl, …)",
                    at<&Arguments::paths, &check::PathOptions::include>),
                row({"--exclude"}, "PATTERN", "files and folders in folders to leave out",
                    at<&Arguments::paths, &check::PathOptions::exclude>),
                row({"--no-ignore"}, "", "read in folders what .gitignore names, too",
                    set<false, &Arguments::paths, &check::PathOptions::ignore_files>),
                row({"--ignore"}, "", "leave out in folders what .gitignore names (default)",
                    set<true, &Arguments::paths, &check::PathOptions::ignore_files>),
                row({"--max-findings"}, "N", "show no more than N; all are counted",
                    at<&Arguments::max_findings>),
                row({"--exit-zero"}, "", "findings alone do not fail", at<&Arguments::exit_zero>),
                quiet_option("no summary, no progress")}),
           rule_options()}),
      .run = run_check};
}

}  // namespace dechaff::cli
