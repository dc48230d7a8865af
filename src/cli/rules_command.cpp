#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/option_sets.h"
#include "cli/resources.h"
#include "cli/rule_text.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "rules/check.h"

namespace dechaff::cli {
namespace {

int rules_list(const Options& options) {
  for (const rules::Rule& rule : load_rules(options)) {
    fmt::print("{}\t{}\t{}\t{}\n", rule.id, rules::name_of(rule.kind),
               rules::action_name(rule.action), zones_text(rule));
  }
  return 0;
}

int rules_show(const Options& options, const std::string& id) {
  const std::vector<rules::Rule> all = load_rules(options);
  std::vector<std::string_view> ids;
  for (const rules::Rule& rule : all) {
    if (rule.id == id) {
      print_rule(rule);
      return 0;
    }
    ids.push_back(rule.id);
  }
  const std::string_view near = nearest(id, ids);
  throw Error({}, "no rule is called '" + id + "'", {},
              near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
}

/// Every example against its rule and against all packs, and what is doubtful in a rule: costly,
/// loose, subsumed, never first; 1 when there is anything.
int rules_test(const Options& options) {
  const rules::RuleSet set(load_rules(options));
  const rules::CheckReport report = rules::check_examples(set);
  const std::vector<rules::Finding> doubts = rules::lint(set);
  for (const std::vector<rules::Finding>* list : {&report.failures, &doubts}) {
    for (const rules::Finding& finding : *list)
      complain(Error(finding.place, finding.message, finding.line));
  }
  const std::size_t found = report.failures.size() + doubts.size();
  fmt::print("{} rules, {} examples: {}\n", set.rules().size(), report.examples,
             found == 0 ? "all as they should be"
                        : fmt::format("{} examples fail, {} rules are doubtful",
                                      report.failures.size(), doubts.size()));
  return found == 0 ? 0 : 1;
}

/// How long each rule takes alone, slowest first.
int rules_bench(const Options& options) {
  constexpr std::size_t shown = 20;
  const rules::RuleSet set(load_rules(options));
  std::vector<std::string> lines;
  for (const rules::Rule& rule : set.rules()) {
    lines.insert(lines.end(), rule.drops.begin(), rule.drops.end());
    lines.insert(lines.end(), rule.keeps.begin(), rule.keeps.end());
  }
  const std::vector<rules::RuleCost> costs = rules::measure_cost(set, lines);
  double sum = 0;
  for (const rules::RuleCost& cost : costs) sum += cost.nanoseconds;
  fmt::print("{} rules over the {} lines of their examples, each rule alone; the slowest:\n",
             costs.size(), lines.size());
  fmt::print("ns a line\tof the mean\tinstructions\tautomaton KiB\trule\n");
  for (std::size_t i = 0; i < std::min(shown, costs.size()); ++i) {
    fmt::print("{:.0f}\t{:.1f}\t{}\t{}\t{}\n", costs[i].nanoseconds,
               costs[i].nanoseconds * static_cast<double>(costs.size()) / sum,
               costs[i].instructions, costs[i].memory / 1024, costs[i].rule->id);
  }
  return 0;
}

/// Which rules match a line, and in which zones they may fire.
int rules_why(const Options& options, const std::string& line) {
  const rules::RuleSet set(load_rules(options));
  const rules::LineSize size = rules::measure_line(line);
  fmt::print("{} code points, {} words\n", size.chars, size.words);
  bool any = false;
  for (const rules::RuleMatch& match : rules::matches_of(set, line)) {
    any = true;
    if (match.fits) {
      fmt::print("{}: matches; {} in {}{}\n", match.rule->id,
                 rules::action_name(match.rule->action), zones_text(*match.rule),
                 match.rule->certain ? "" : ", when another cue stands within two lines");
    } else {
      fmt::print("{}: the pattern matches, but {}\n", match.rule->id, match.why);
    }
  }
  if (!any) fmt::print("no rule matches\n");
  return 0;
}

/// The row of a command of `rules`.
Command verb(std::string name, std::string summary, std::string example,
             std::function<int(Arguments&)> run, OptionSet own = {}) {
  return {.name = std::move(name),
          .group = "Commands",
          .summary = std::move(summary),
          .examples = {std::move(example)},
          .options = joined({rule_options(), std::move(own)}),
          .run = std::move(run)};
}

/// A positional argument that must be there.
Option word(std::string name, std::string help) {
  return {.names = {name},
          .value = name,
          .help = std::move(help),
          .target = at<&Arguments::word>,
          .required = true};
}

}  // namespace

Command rules_command() {
  return {
      .name = "rules",
      .group = "Explain and restore",
      .summary = "list, show, test and time the cue rules",
      .examples = {"dechaff rules test", "dechaff rules why 'Share this article'"},
      .commands = {
          verb("list", "one line a rule: id, kind, action, zones (TSV)",
               "dechaff rules list --lang de", [](Arguments& a) { return rules_list(a.options); }),
          verb("show", "everything about one rule", "dechaff rules show en.share.share-this",
               [](Arguments& a) { return rules_show(a.options, a.word); },
               {word("ID", "the rule's id")}),
          verb("test", "check every example of every rule; name costly, loose, subsumed ones",
               "dechaff rules test --rules my-rules",
               [](Arguments& a) { return rules_test(a.options); }),
          verb("bench", "how long each rule takes, slowest first", "dechaff rules bench",
               [](Arguments& a) { return rules_bench(a.options); }),
          verb("why", "which rules match a line, and where they may fire",
               "dechaff rules why 'Share this article'",
               [](Arguments& a) { return rules_why(a.options, a.word); },
               {word("LINE", "the line, as one argument")})}};
}

}  // namespace dechaff::cli
