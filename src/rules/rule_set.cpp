#include "rules/rule_set.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>

#include "rules/pattern/line_automaton.h"
#include "rules/pattern/literals.h"
#include "rules/pattern/quick_pattern.h"
#include "rules/prefilter_builder.h"
#include "rules/string_search.h"
#include "text/case.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

RE2::Options options() {
  RE2::Options out(RE2::Quiet);
  out.set_max_mem(64 << 20);
  return out;
}

re2::StringPiece piece(std::string_view s) { return {s.data(), s.size()}; }

}  // namespace

/// What one thread needs beside the rules.
struct RuleSet::Scratch {
  explicit Scratch(std::size_t rules) : patterns(rules) {}

  struct Pattern {
    const QuickPattern* quick = nullptr;
    std::unique_ptr<LineAutomaton> automaton;
    std::uint32_t asked = 0;
  };
  std::vector<Pattern> patterns;
  std::size_t left = std::size_t{32} << 20U;  // bytes that the automata may still take
  std::string folded;
  std::vector<std::uint16_t> ids;
  DecodedLine decoded;
  bool is_decoded = false, valid = false, beyond_bmp = false;  // of the line at hand
};

struct RuleSet::Compiled {
  /// What a line must be for a rule, apart from its text.
  struct Limits {
    PackMask pack;
    std::uint32_t min_chars, max_chars, min_words, max_words;
  };

  explicit Compiled(const std::vector<Rule>& rules)
      : once(rules.size()), single(rules.size()), once_quick(rules.size()), quick(rules.size()) {
    for (const Rule& rule : rules) {
      limits.push_back({PackMask{1} << rule.pack, rule.min_chars, rule.max_chars, rule.min_words,
                        rule.max_words});
      longest = std::max(longest, rule.max_chars);
    }
  }

  Prefilter prefilter;
  std::vector<Limits> limits;
  std::uint32_t longest = 0;
  std::vector<std::once_flag> once;
  std::vector<std::unique_ptr<RE2>> single;  // compiled when first asked for
  std::vector<std::once_flag> once_quick;
  std::vector<std::unique_ptr<QuickPattern>> quick;  // the same; RE2 only where it is unsure

  /// For pages with these packs; the one that was asked for longest ago goes when there are many.
  struct Search {
    PackMask packs;
    std::uint64_t asked;
    std::shared_ptr<const StringSearch> search;
  };
  static constexpr std::size_t most_searches = 16;
  std::mutex mutex;  // of what follows
  std::vector<std::unique_ptr<Scratch>> idle;
  std::vector<Search> searches;
  std::uint64_t asked = 0;

  /// Under `mutex`.
  std::shared_ptr<const StringSearch> search_of(PackMask packs) {
    ++asked;
    for (Search& known : searches) {
      if (known.packs != packs) continue;
      known.asked = asked;
      return known.search;
    }
    std::vector<StringSearch::Use> uses;
    for (const Limits& of : limits) {
      uses.push_back((of.pack & packs) == 0                     ? StringSearch::never
                     : of.max_chars <= StringSearch::short_line ? StringSearch::in_short_lines
                                                                : StringSearch::in_all_lines);
    }
    auto made = std::make_shared<const StringSearch>(prefilter, uses);
    if (searches.size() == most_searches) {
      searches.erase(
          std::min_element(searches.begin(), searches.end(),
                           [](const Search& a, const Search& b) { return a.asked < b.asked; }));
    }
    searches.push_back({packs, asked, made});
    return made;
  }

  const QuickPattern& quick_at(std::size_t index, const Rule& rule) {
    std::call_once(once_quick[index],
                   [&] { quick[index] = std::make_unique<QuickPattern>(rule.pattern); });
    return *quick[index];
  }

  const RE2& at(std::size_t index, const Rule& rule) {
    std::call_once(once[index], [&] {
      single[index] = std::make_unique<RE2>(rule.pattern, options());
      if (!single[index]->ok())
        throw Error(rule.place, "pattern of '" + rule.id + "': " + single[index]->error(),
                    rule.pattern);
    });
    return *single[index];
  }
};

RuleSet::RuleSet(std::vector<Rule> rules, Prefilter prefilter)
    : rules_(std::move(rules)), compiled_(std::make_unique<Compiled>(rules_)) {
  compiled_->prefilter = std::move(prefilter);
}

RuleSet::RuleSet(std::vector<Rule> rules) : rules_(std::move(rules)) {
  if (rules_.size() > UINT16_MAX) throw Error("there are more than 65,535 rules");
  std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  compiled_ = std::make_unique<Compiled>(rules_);
  PrefilterBuilder prefilter;
  std::uint16_t index = 0;
  for (const Rule& rule : rules_) prefilter.add(index++, required_literals(rule.pattern));
  compiled_->prefilter = prefilter.build();
}

RuleSet::~RuleSet() = default;

void RuleSet::compile_all() const {
  for (std::size_t i = 0; i < rules_.size(); ++i) compiled_->at(i, rules_[i]);
}

RuleSet::Matcher::Matcher(const RuleSet& rules, PackMask packs) : rules_(rules) {
  Compiled& compiled = *rules_.compiled_;
  const std::lock_guard lock(compiled.mutex);
  search_ = compiled.search_of(packs);
  if (compiled.idle.empty()) {
    work_ = std::make_unique<Scratch>(rules.rules_.size());
  } else {
    work_ = std::move(compiled.idle.back());
    compiled.idle.pop_back();
  }
}

RuleSet::Matcher::~Matcher() {
  Compiled& compiled = *rules_.compiled_;
  const std::lock_guard lock(compiled.mutex);
  compiled.idle.push_back(std::move(work_));
}

void RuleSet::match(std::string_view line, std::uint32_t chars, std::uint32_t words, PackMask packs,
                    std::vector<Hit>& hits) const {
  Matcher(*this, packs).match(line, chars, words, hits);
}

void RuleSet::Matcher::match(std::string_view line, std::uint32_t chars, std::uint32_t words,
                             std::vector<Hit>& hits) {
  const Compiled& compiled = *rules_.compiled_;
  if (rules_.rules_.empty() || line.empty() || chars > compiled.longest) return;
  std::vector<std::uint16_t>& ids = work_->ids;
  std::string& folded = work_->folded;
  ids.clear();
  text::fold_case(line, folded);
  const std::size_t size = folded.size();
  folded.append(Prefilter::slack, '\0');
  search_->candidates(std::string_view(folded).substr(0, size), chars, ids);
  if (ids.empty()) return;
  std::erase_if(ids, [&](std::uint16_t index) {
    const Compiled::Limits& limits = compiled.limits[index];
    return chars < limits.min_chars || chars > limits.max_chars || words < limits.min_words ||
           words > limits.max_words;
  });
  if (ids.empty()) return;
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  work_->is_decoded = false;
  work_->valid = text::is_valid(line);
  work_->beyond_bmp = std::any_of(line.begin(), line.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
  for (const std::uint16_t index : ids) {
    Hit hit{&rules_.rules_[index], &rules_, {0, line.size()}};
    if (confirm(index, line, hit)) hits.push_back(hit);
  }
}

/// Whether the pattern matches `line`: by its automaton once it was asked often, else by trying,
/// and by RE2 where neither is sure.
bool RuleSet::Matcher::matches(std::uint16_t index, std::string_view line) {
  using Answer = QuickPattern::Answer;
  constexpr std::uint32_t often = 200;
  Scratch::Pattern& pattern = work_->patterns[index];
  const Rule& rule = rules_.rules_[index];
  if (pattern.quick == nullptr) pattern.quick = &rules_.compiled_->quick_at(index, rule);
  Answer answer = Answer::unsure;
  if (work_->valid && pattern.quick->known()) {
    if (!pattern.automaton && ++pattern.asked > often)
      pattern.automaton = std::make_unique<LineAutomaton>(*pattern.quick, work_->left);
    if (pattern.automaton) answer = pattern.automaton->matches(line, work_->beyond_bmp);
  }
  if (answer == Answer::unsure) {
    if (!work_->is_decoded) work_->decoded.assign(line);
    work_->is_decoded = true;
    answer = pattern.quick->matches(work_->decoded);
  }
  if (answer != Answer::unsure) return answer == Answer::yes;
  return RE2::PartialMatch(piece(line), rules_.compiled_->at(index, rule));
}

bool RuleSet::Matcher::confirm(std::uint16_t index, std::string_view line, Hit& hit) {
  if (!matches(index, line)) return false;
  const Rule& rule = rules_.rules_[index];
  if (rule.action != Action::strip) return true;
  const RE2& re = rules_.compiled_->at(index, rule);
  re2::StringPiece groups[2];
  if (re.NumberOfCapturingGroups() < 1 ||
      !re.Match(piece(line), 0, line.size(), RE2::UNANCHORED, groups, 2) ||
      groups[1].data() == nullptr) {
    return false;
  }
  hit.cut.begin = static_cast<std::size_t>(groups[1].data() - line.data());
  hit.cut.end = hit.cut.begin + groups[1].size();
  return true;
}

std::vector<std::pair<std::string, std::string>> RuleSet::capture(const Rule& rule,
                                                                  std::string_view line) const {
  std::vector<std::pair<std::string, std::string>> out;
  const auto index = static_cast<std::size_t>(&rule - rules_.data());
  const RE2& re = compiled_->at(index, rule);
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(re.NumberOfCapturingGroups()) + 1);
  if (!re.Match(piece(line), 0, line.size(), RE2::UNANCHORED, groups.data(),
                static_cast<int>(groups.size()))) {
    return out;
  }
  for (const auto& [group, name] : re.CapturingGroupNames()) {
    const auto& found = groups[static_cast<std::size_t>(group)];
    if (!found.empty()) out.emplace_back(name, std::string(found.data(), found.size()));
  }
  return out;
}

bool RuleSet::pattern_matches(const Rule& rule, std::string_view line) const {
  const RE2& re = compiled_->at(static_cast<std::size_t>(&rule - rules_.data()), rule);
  return RE2::PartialMatch(piece(line), re);
}

const Prefilter& RuleSet::prefilter() const { return compiled_->prefilter; }

int RuleSet::program_size(const Rule& rule) const {
  return compiled_->at(static_cast<std::size_t>(&rule - rules_.data()), rule).ProgramSize();
}

}  // namespace dechaff::rules
