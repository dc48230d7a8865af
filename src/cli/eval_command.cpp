#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/chain_command.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/resources.h"
#include "cli/terminal.h"
#include "compare/evaluate.h"
#include "run/run.h"

namespace dechaff::cli {
namespace {

using compare::PageResult;
using compare::Report;
using compare::Task;

/// Sums over the pages of a group.
struct Group {
  std::size_t pages = 0;
  compare::Scores scores;
  std::size_t found = 0, right = 0, there = 0, levels_right = 0;
  double macro = 0, words = 0, removed = 0, lost = 0, tail = 0, tail_removed = 0;

  void add(const PageResult& page) {
    ++pages;
    scores.precision += page.scores.precision;
    scores.recall += page.scores.recall;
    scores.f1 += page.scores.f1;
    found += page.found;
    right += page.right;
    there += page.there;
    levels_right += page.levels_right;
    const double both = static_cast<double>(page.found + page.there);
    macro += both > 0 ? 2 * static_cast<double>(page.right) / both : 1;
    words += page.words;
    removed += page.removed;
    lost += page.lost;
    tail += page.tail;
    tail_removed += page.tail_removed;
  }
};

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

void print_group(const std::string& name, const Group& group, const Arguments& eval) {
  const double n = static_cast<double>(group.pages);
  fmt::print("{:<22} {:>6}", name, group.pages);
  if (eval.scoring.task == Task::headings) {
    const double right = static_cast<double>(group.right);
    const double p = share(right, static_cast<double>(group.found));
    const double r = share(right, static_cast<double>(group.there));
    fmt::print(" {:7.4f} {:7.4f} {:7.4f} {:8.4f} {:7.4f}\n", p, r, share(2 * p * r, p + r),
               group.macro / n, share(static_cast<double>(group.levels_right), right));
  } else if (eval.scoring.task == Task::teasers) {
    fmt::print(" {:12.2f} {:10.2f}\n", 100 * share(group.tail_removed, group.tail),
               100 * share(group.lost, group.words));
  } else if (eval.scoring.clean) {
    fmt::print(" {:10.0f} {:8.3f}\n", group.words, 100 * share(group.removed, group.words));
  } else {
    fmt::print(" {:7.4f} {:7.4f} {:7.4f}\n", group.scores.precision / n, group.scores.recall / n,
               group.scores.f1 / n);
  }
}

/// What the gold says beside the words: where the title is, parts that must stay or go.
void print_more(const std::vector<PageResult>& pages) {
  std::size_t titles = 0, kept = 0, parts = 0, right = 0;
  for (const PageResult& page : pages) {
    titles += page.has_title ? 1U : 0U;
    kept += page.title_kept ? 1U : 0U;
    parts += page.parts;
    right += page.parts_right;
  }
  const auto line = [](const char* what, std::size_t part, std::size_t whole) {
    if (whole == 0) return;
    fmt::print("{:<22} {:>6} {:7.4f}\n", what, whole,
               share(static_cast<double>(part), static_cast<double>(whole)));
  };
  line("titles kept", kept, titles);
  line("parts right", right, parts);
}

void print_groups(const std::vector<PageResult>& pages, const Arguments& eval) {
  std::map<std::string, Group> groups;
  Group all;
  for (const PageResult& page : pages) {
    if (eval.scoring.task == Task::headings ? page.there == 0 : !page.whole) continue;
    all.add(page);
    if (!page.type.empty()) groups["type=" + page.type].add(page);
    if (!page.language.empty()) groups["lang=" + page.language].add(page);
  }
  const char* columns = eval.scoring.task == Task::headings
                            ? "      P       R      F1  macroF1  levels"
                        : eval.scoring.task == Task::teasers ? "tail gone, % lost, %"
                        : eval.scoring.clean                 ? "     words  gone, %"
                                                             : "      P       R      F1";
  fmt::print("{:<22} {:>6} {}\n", "group", "pages", columns);
  if (all.pages == 0) return;
  print_group("ALL", all, eval);
  for (const auto& [name, group] : groups) {
    const std::string field = name.substr(0, name.find('=') + 1);
    const auto same = std::count_if(groups.begin(), groups.end(), [&](const auto& other) {
      return other.first.starts_with(field);
    });
    if (same > 1) print_group(name, group, eval);
  }
}

/// A cause by its rule, or by the kind of its rule; where none decided, by its reason.
std::string group_of(const compare::Cause& cause, const std::string& by) {
  if (cause.rule.empty()) return by == "language" ? cause.language + ' ' + cause.code : cause.code;
  if (by == "rule") return cause.rule;
  const std::string kind = cause.code.substr(cause.code.find('.') + 1);
  return by == "kind" ? kind : cause.language + ' ' + kind;
}

void print_causes(const Report& report, const Arguments& eval) {
  std::map<std::string, compare::CauseResult> sums;
  for (const auto& [cause, result] : report.causes) sums[group_of(cause, eval.by)].add(result);
  std::vector<std::pair<std::string, const compare::CauseResult*>> rows;
  for (const auto& [name, sum] : sums) rows.emplace_back(name, &sum);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second->removed > b.second->removed;
  });
  fmt::print("\n{:<40} {:>8} {:>9} {:>8} {:>9}\n", eval.by, "times", "words", "lost", "precision");
  for (const auto& [name, sum] : rows) {
    fmt::print("{:<40} {:>8} {:>9.0f} {:>8.0f} {:>9.4f}\n", name, sum->lines, sum->removed,
               sum->lost, 1 - share(sum->lost, sum->removed));
    for (std::size_t i = 0; i < std::min(eval.lost, sum->lost_lines.size()); ++i)
      fmt::print("    lost  {:.160}\n", visible(sum->lost_lines[i]));
  }
}

void print_worst(const std::vector<PageResult>& pages, std::size_t most) {
  std::vector<std::size_t> order(pages.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return pages[a].scores.f1 < pages[b].scores.f1;
  });
  fmt::print("\nworst pages\n");
  for (std::size_t k = 0; k < std::min(most, order.size()); ++k) {
    const PageResult& page = pages[order[k]];
    fmt::print("{:<22} {:>6} {:7.4f} {:7.4f} {:7.4f}\n", page.id,
               page.type.empty() ? "-" : page.type, page.scores.precision, page.scores.recall,
               page.scores.f1);
  }
}

/// The recipe, or else the filter that the task names.
std::vector<StageSpec> stages_of(const Arguments& eval) {
  if (!eval.recipe.empty()) return recipe_of(eval);
  std::vector<StageSpec> stages(1);
  stages[0].filter = eval.scoring.task == Task::headings  ? "headings"
                     : eval.scoring.task == Task::teasers ? "teasers"
                                                          : "boilerplate";
  for (const std::string& assignment : eval.overrides) override_setting(stages, assignment);
  return stages;
}

/// Runs the chain over the pages of the files. Throws Error for a broken page.
Report evaluate(const Arguments& eval) {
  const Options& options = eval.options;
  const LoadedResources resources(options);
  RunOptions running;
  running.files = options.files;
  running.reading.format = formats::Format::jsonl;
  running.reading.text_field = eval.scoring.clean ? "gold" : options.reading.text_field;
  running.reading.html = options.reading.html;
  running.jobs = jobs_of(options);
  running.report = [](const Error& error) {
    if (error.severity == Severity::error) throw error;
    complain(error);
  };
  compare::EvalReducer reducer(eval.scoring);
  run(running, stages_of(eval), resources.view(), reducer, {});
  return std::move(reducer.report);
}

Report score(const Arguments& eval) {
  std::vector<compare::GoldPage> pages;
  for (const std::string& file : eval.options.files) {
    for (compare::GoldPage& page : compare::load_gold(file)) pages.push_back(std::move(page));
  }
  return compare::score_predictions(pages, compare::load_predictions(eval.predictions));
}

int evaluate_files(Arguments& eval) {
  const Report report = eval.predictions.empty() ? evaluate(eval) : score(eval);
  print_groups(report.pages, eval);
  if (eval.scoring.task == Task::main && !eval.scoring.clean) print_more(report.pages);
  if (!eval.by.empty()) print_causes(report, eval);
  if (eval.worst > 0) print_worst(report.pages, eval.worst);
  return 0;
}

void set_task(Arguments& arguments, const std::string& task) {
  arguments.scoring.task = task == "headings"  ? Task::headings
                           : task == "teasers" ? Task::teasers
                                               : Task::main;
}

}  // namespace

Command eval_command() {
  Option workers = jobs_option();
  workers.help = "workers (default: all cores)";
  workers.group = "Options";
  return {
      .name = "eval",
      .group = "Measure",
      .summary = "score a filter on pages people marked",
      .examples = {"dechaff eval gold.jsonl  # word precision, recall and F1 by type",
                   "dechaff eval --recipe strict --worst 20 gold.jsonl",
                   "dechaff eval --by rule --lost 3 gold.jsonl"},
      .options = joined(
          {{{.names = {"GOLD"},
             .value = "GOLD",
             .help = "JSONL: id, text, gold; type, lang, headings, title, unscored, with, without",
             .target = at<&Arguments::options, &Options::files>,
             .required = true},
            html_option(),
            row({"--text-field"}, "NAME", "the field of the page (default text)",
                at<&Arguments::options, &Options::reading, &formats::ReadOptions::text_field>),
            row({"--task"}, "main|headings|teasers",
                "main (the text that is left), headings or teasers", set_task),
            recipe_option("run this recipe, not the task's filter alone"),
            overrides_option("set FILTER.SETTING=VALUE"),
            row({"--clean"}, "", "the gold texts are the pages: what goes is harm",
                at<&Arguments::scoring, &compare::Options::clean>),
            row({"--pred"}, "FILE", "score the texts of this JSONL (id, text) instead",
                at<&Arguments::predictions>),
            row({"--by"}, "rule|kind|language", "what each rule, kind, or kind by language removed",
                at<&Arguments::by>),
            row({"--lost"}, "N", "with --by: show up to N lost lines of each",
                at<&Arguments::lost>),
            row({"--worst"}, "N", "name the N pages with the lowest scores", at<&Arguments::worst>),
            std::move(workers)},
           rule_options()}),
      .run = evaluate_files};
}

}  // namespace dechaff::cli
