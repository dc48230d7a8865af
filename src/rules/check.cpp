#include "rules/check.h"

#include <algorithm>
#include <chrono>

#include "core/line_table.h"
#include "rules/dfa_memory.h"

namespace dechaff::rules {
namespace {

std::vector<Hit> hits_of(const RuleSet& rules, std::string_view line) {
  std::vector<Hit> hits;
  const LineSize size = measure_line(line);
  rules.match(trim(line), size.chars, size.words, ~PackMask{0}, hits);
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
        if (!hit.rule->zones.meets(rule.zones)) continue;
        report.failures.push_back(
            {rule.place, "'" + hit.rule->id + "' matches an example of '" + rule.id + "' in keeps",
             line});
      }
    }
    report.examples += rule.drops.size() + rule.keeps.size();
  }
  return report;
}

namespace {

/// Whether the pack of `other` is always there with that of `rule`: its own, or one for any page.
bool always_with(const Rule& other, const Rule& rule) {
  const auto language = [](const Rule& r) { return r.id.substr(0, r.id.find('.')); };
  const std::string of_other = language(other);
  return of_other == language(rule) || of_other == "und" || of_other == "en";
}

/// Whether `other` fires wherever `rule` does, and comes first.
bool stands_before(const Rule& other, const Rule& rule) {
  const bool covers = other.zones.covers(rule.zones);
  if (other.action != rule.action || !covers || !always_with(other, rule)) return false;
  return other.certain == rule.certain ? other.id < rule.id : other.certain;
}

/// A rule that `relates` to `rule` and matches each of its `drops`; null when there is none.
template <class Relates>
const Rule* matches_all_drops(const RuleSet& rules, const Rule& rule, Relates relates) {
  std::vector<const Rule*> others;
  for (std::size_t i = 0; i < rule.drops.size(); ++i) {
    std::vector<const Rule*> here;
    for (const Hit& hit : hits_of(rules, rule.drops[i])) {
      if (hit.rule == &rule || !relates(*hit.rule)) continue;
      if (i == 0 || std::find(others.begin(), others.end(), hit.rule) != others.end())
        here.push_back(hit.rule);
    }
    others = std::move(here);
  }
  return others.empty() ? nullptr : others.front();
}

/// Whether each of the `drops` of `rule` has some rule before it.
bool never_first(const RuleSet& rules, const Rule& rule) {
  return std::all_of(rule.drops.begin(), rule.drops.end(), [&](const std::string& line) {
    const std::vector<Hit> hits = hits_of(rules, line);
    return std::any_of(hits.begin(), hits.end(),
                       [&](const Hit& hit) { return stands_before(*hit.rule, rule); });
  });
}

std::vector<std::string_view> examples_of(const Rule& rule) {
  std::vector<std::string_view> out(rule.drops.begin(), rule.drops.end());
  out.insert(out.end(), rule.keeps.begin(), rule.keeps.end());
  return out;
}

}  // namespace

std::vector<Finding> lint(const RuleSet& rules) {
  constexpr std::size_t most_memory = std::size_t{1} << 20U;  // the packs' rules take half of it
  constexpr int costly = 5000;  // two names in capitals take 4,000 and 2 ms to compile
  std::vector<Finding> out;
  for (const Rule& rule : rules.rules()) {
    const int size = rules.program_size(rule);
    if (size > costly) {
      out.push_back({rule.place,
                     "'" + rule.id + "' compiles to " + std::to_string(size) +
                         " instructions; use + or * with max_chars in place of {m,n}",
                     rule.pattern});
    }
    if (dfa_memory(rule.pattern, examples_of(rule), most_memory) > most_memory) {
      out.push_back(
          {rule.place,
           "the automaton of '" + rule.id +
               "' takes over 1 MiB for the rule's own examples; anchor it, or say .* less "
               "often",
           rule.pattern});
    }
    if (rule.action != Action::flag && rule.pattern.find('^') == std::string::npos &&
        rule.pattern.find('$') == std::string::npos) {
      out.push_back({rule.place, "'" + rule.id + "' is anchored at neither end", rule.pattern});
    }
    const Rule* other = matches_all_drops(rules, rule, [&](const Rule& o) {
      return o.kind == rule.kind && o.action == rule.action && o.zones == rule.zones &&
             o.certain == rule.certain && always_with(o, rule);
    });
    if (other != nullptr) {
      out.push_back({rule.place, "'" + rule.id + "' may be subsumed by '" + other->id + "'", {}});
    } else if (never_first(rules, rule)) {
      out.push_back(
          {rule.place, "'" + rule.id + "' never comes first: others match each of its drops", {}});
    }
  }
  return out;
}

std::vector<RuleCost> measure_cost(const RuleSet& rules, const std::vector<std::string>& lines) {
  using Clock = std::chrono::steady_clock;
  constexpr auto least = std::chrono::milliseconds(5);
  std::vector<RuleCost> out;
  for (const Rule& rule : rules.rules()) {
    RuleCost cost{&rule, 0, rules.program_size(rule),
                  dfa_memory(rule.pattern, examples_of(rule), std::size_t{8} << 20U)};
    std::size_t searched = 0;
    for (const std::string& line : lines)
      rules.pattern_matches(rule, line);  // builds the automaton
    const auto start = Clock::now();
    auto spent = start - start;
    while (!lines.empty() && spent < least) {
      for (const std::string& line : lines) rules.pattern_matches(rule, line);
      searched += lines.size();
      spent = Clock::now() - start;
    }
    if (searched > 0) {
      cost.nanoseconds =
          std::chrono::duration<double, std::nano>(spent).count() / static_cast<double>(searched);
    }
    out.push_back(cost);
  }
  std::stable_sort(out.begin(), out.end(), [](const RuleCost& a, const RuleCost& b) {
    return a.nanoseconds > b.nanoseconds;
  });
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
