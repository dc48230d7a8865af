#include "rules/check.h"

#include <algorithm>

#include "core/line_table.h"

namespace dechaff::rules {
namespace {

std::vector<Hit> hits_of(const RuleSet& rules, std::string_view line) {
  std::vector<Hit> hits;
  const LineSize size = measure_line(line);
  rules.match(trim(line), size.chars, size.words, hits);
  return hits;
}

const Hit* find(const std::vector<Hit>& hits, const Rule& rule) {
  const auto at =
      std::find_if(hits.begin(), hits.end(), [&](const Hit& h) { return h.rule == &rule; });
  return at == hits.end() ? nullptr : &*at;
}

void check_drop(const RuleSet& rules, const Rule& rule, std::size_t index, CheckReport& report) {
  const std::string& line = rule.drops[index];
  const std::vector<Hit> hits = hits_of(rules, line);
  const Hit* hit = find(hits, rule);
  if (hit == nullptr) {
    report.failures.push_back(
        {rule.place, "'" + rule.id + "' does not match its example in drops", line});
    return;
  }
  if (rule.action != Action::strip || index >= rule.leaves.size()) return;
  std::string left(trim(line));
  left.erase(hit->cut.begin, hit->cut.size());
  if (trim(left) != trim(rule.leaves[index])) {
    report.failures.push_back({rule.place, "'" + rule.id + "' leaves '" + left + "'", line});
  }
}

}  // namespace

CheckReport check_examples(const RuleSet& rules) {
  CheckReport report;
  for (const Rule& rule : rules.rules()) {
    for (std::size_t i = 0; i < rule.drops.size(); ++i) check_drop(rules, rule, i, report);
    for (const std::string& line : rule.keeps) {
      for (const Hit& hit : hits_of(rules, line)) {
        if (hit.rule->action == Action::flag && hit.rule != &rule) continue;
        if ((hit.rule->zones & rule.zones) == 0) continue;
        report.failures.push_back(
            {rule.place, "'" + hit.rule->id + "' matches an example of '" + rule.id + "' in keeps",
             line});
      }
    }
    report.examples += rule.drops.size() + rule.keeps.size();
  }
  return report;
}

std::vector<Finding> lint(const RuleSet& rules) {
  constexpr int costly = 3000;
  std::vector<Finding> out;
  for (const Rule& rule : rules.rules()) {
    const int size = rules.program_size(rule);
    if (size > costly) {
      out.push_back({rule.place,
                     "'" + rule.id + "' compiles to " + std::to_string(size) +
                         " instructions; use + or * with max_chars in place of {m,n}",
                     rule.pattern});
    }
    if (rule.drops.size() < 2 || rule.keeps.size() < 2) {
      out.push_back({rule.place, "'" + rule.id + "' needs two drops and two keeps at least", {}});
    }
    if (rule.pattern.find('^') == std::string::npos &&
        rule.pattern.find('$') == std::string::npos) {
      out.push_back({rule.place, "'" + rule.id + "' is anchored at neither end", rule.pattern});
    }
    std::vector<const Rule*> others;
    for (std::size_t i = 0; i < rule.drops.size(); ++i) {
      std::vector<const Rule*> here;
      for (const Hit& hit : hits_of(rules, rule.drops[i])) {
        const bool same = hit.rule != &rule && hit.rule->kind == rule.kind &&
                          hit.rule->action == rule.action && hit.rule->zones == rule.zones &&
                          hit.rule->certain == rule.certain;
        if (same && (i == 0 || std::find(others.begin(), others.end(), hit.rule) != others.end())) {
          here.push_back(hit.rule);
        }
      }
      others = std::move(here);
    }
    if (!others.empty()) {
      out.push_back(
          {rule.place, "'" + rule.id + "' may be subsumed by '" + others.front()->id + "'", {}});
    }
  }
  return out;
}

std::vector<RuleMatch> matches_of(const RuleSet& rules, std::string_view line) {
  std::vector<RuleMatch> out;
  const LineSize size = measure_line(line);
  for (const Rule& rule : rules.rules()) {
    if (!rules.pattern_matches(rule, trim(line))) continue;
    const auto limit = [](std::string_view what, std::uint32_t has, std::string_view than,
                          std::uint32_t most) {
      return "the line has " + std::to_string(has) + ' ' + std::string(what) + ", " +
             std::string(than) + ' ' + std::to_string(most);
    };
    std::string why;
    if (size.chars < rule.min_chars)
      why = limit("code points", size.chars, "fewer than", rule.min_chars);
    if (size.chars > rule.max_chars)
      why = limit("code points", size.chars, "more than", rule.max_chars);
    if (size.words < rule.min_words) why = limit("words", size.words, "fewer than", rule.min_words);
    if (size.words > rule.max_words) why = limit("words", size.words, "more than", rule.max_words);
    out.push_back({&rule, why.empty(), why});
  }
  return out;
}

LineSize measure_line(std::string_view line) {
  LineTable table;
  table.assign(line);
  table.measure();
  return table.size() == 0 ? LineSize{0, 0} : LineSize{table.chars[0], table.words[0]};
}

}  // namespace dechaff::rules
