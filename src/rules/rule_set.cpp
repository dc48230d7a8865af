#include "rules/rule_set.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>

#include "rules/literals.h"
#include "rules/prefilter_builder.h"
#include "rules/quick_pattern.h"
#include "text/case.h"

namespace dechaff::rules {
namespace {

RE2::Options options() {
  RE2::Options out(RE2::Quiet);
  out.set_max_mem(64 << 20);
  return out;
}

re2::StringPiece piece(std::string_view s) { return {s.data(), s.size()}; }

}  // namespace

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

  /// Whether the pattern matches `line`; `decoded` is the same line.
  bool matches(std::uint16_t index, const Rule& rule, std::string_view line,
               const DecodedLine& decoded) {
    std::call_once(once_quick[index],
                   [&] { quick[index] = std::make_unique<QuickPattern>(rule.pattern); });
    const QuickPattern::Answer answer = quick[index]->matches(decoded);
    if (answer != QuickPattern::Answer::unsure) return answer == QuickPattern::Answer::yes;
    return RE2::PartialMatch(piece(line), at(index, rule));
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
  for (const Rule& rule : rules_)
    prefilter.add(index++, rule.max_chars, required_literals(rule.pattern));
  compiled_->prefilter = prefilter.build();
}

RuleSet::~RuleSet() = default;

void RuleSet::compile_all() const {
  for (std::size_t i = 0; i < rules_.size(); ++i) compiled_->at(i, rules_[i]);
}

void RuleSet::match(std::string_view line, std::uint32_t chars, std::uint32_t words, PackMask packs,
                    std::vector<Hit>& hits) const {
  if (rules_.empty() || line.empty() || chars > compiled_->longest) return;
  static thread_local std::string folded;
  static thread_local std::vector<std::uint16_t> ids;
  static thread_local DecodedLine decoded;
  ids.clear();
  text::fold_case(line, folded);
  const std::size_t size = folded.size();
  folded.append(Prefilter::slack, '\0');
  compiled_->prefilter.candidates(std::string_view(folded).substr(0, size), chars, ids);
  if (ids.empty()) return;
  std::erase_if(ids, [&](std::uint16_t index) {
    const Compiled::Limits& limits = compiled_->limits[index];
    return (limits.pack & packs) == 0 || chars < limits.min_chars || chars > limits.max_chars ||
           words < limits.min_words || words > limits.max_words;
  });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  if (ids.empty()) return;
  decoded.assign(line);
  for (const std::uint16_t index : ids) {
    Hit hit{&rules_[index], this, {0, line.size()}};
    if (confirm(index, line, decoded, hit)) hits.push_back(hit);
  }
}

bool RuleSet::confirm(std::uint16_t index, std::string_view line, const DecodedLine& decoded,
                      Hit& hit) const {
  if (!compiled_->matches(index, rules_[index], line, decoded)) return false;
  if (rules_[index].action != Action::strip) return true;
  const RE2& re = compiled_->at(index, rules_[index]);
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
