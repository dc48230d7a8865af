#include "rules/rule_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <numeric>

#include "rules/literals.h"
#include "rules/loosen.h"
#include "rules/prefilter.h"

namespace dechaff::rules {
namespace {

RE2::Options options() {
  RE2::Options out(RE2::Quiet);
  out.set_max_mem(64 << 20);
  return out;
}

constexpr std::uint32_t short_line = 70;  // code points

re2::StringPiece piece(std::string_view s) { return {s.data(), s.size()}; }

}  // namespace

struct RuleSet::Compiled {
  Prefilter prefilter;
  // The loosened patterns of which the prefilter knows nothing: those for short lines, which most
  // lines are too long for, and those for any.
  struct Loose {
    RE2::Set set{options(), RE2::UNANCHORED};
    std::vector<std::uint32_t> rules;
    std::uint32_t longest = 0;
  };
  std::array<Loose, 2> loose;
  std::vector<std::once_flag> once;
  std::vector<std::unique_ptr<RE2>> single;  // compiled when first asked for
  std::atomic<bool> out_of_memory{false};

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

RuleSet::RuleSet(std::vector<Rule> rules)
    : rules_(std::move(rules)), compiled_(std::make_unique<Compiled>()) {
  std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  compiled_->once = std::vector<std::once_flag>(rules_.size());
  compiled_->single.resize(rules_.size());
  for (std::uint32_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    longest_ = std::max(longest_, rule.max_chars);
    const Required required = required_literals(rule.pattern);
    if (required.where != Required::Where::none) {
      compiled_->prefilter.add(i, required);
      continue;
    }
    std::string why;
    Compiled::Loose& loose = compiled_->loose[rule.max_chars <= short_line ? 0 : 1];
    if (loose.set.Add(loosen(rule.pattern), &why) < 0) {
      throw Error(rule.place, "pattern of '" + rule.id + "': " + why, rule.pattern);
    }
    loose.rules.push_back(i);
    loose.longest = std::max(loose.longest, rule.max_chars);
  }
  compiled_->prefilter.prepare();
  for (Compiled::Loose& loose : compiled_->loose) {
    if (!loose.rules.empty() && !loose.set.Compile())
      throw Error("the rules do not compile: RE2 is out of memory");
  }
}

RuleSet::~RuleSet() = default;

void RuleSet::compile_all() const {
  for (std::size_t i = 0; i < rules_.size(); ++i) compiled_->at(i, rules_[i]);
}

void RuleSet::match(std::string_view line, std::uint32_t chars, std::uint32_t words,
                    std::vector<Hit>& hits) const {
  if (rules_.empty() || line.empty() || chars > longest_) return;
  static thread_local std::string folded;
  static thread_local std::vector<std::uint32_t> ids;
  ids.clear();
  fold_case(line, folded);
  compiled_->prefilter.candidates(folded, ids);
  for (std::size_t i = 0; i < compiled_->loose.size(); ++i) {
    if (chars <= compiled_->loose[i].longest) search_loose(i, line, ids);
  }
  std::sort(ids.begin(), ids.end());
  for (const std::uint32_t index : ids) {
    const Rule& rule = rules_[index];
    if (chars < rule.min_chars || chars > rule.max_chars || words < rule.min_words ||
        words > rule.max_words) {
      continue;
    }
    Hit hit{&rule, this, {0, line.size()}};
    const RE2& re = compiled_->at(index, rule);
    re2::StringPiece groups[2];
    const bool strips = rule.action == Action::strip;
    if (strips && re.NumberOfCapturingGroups() < 1) continue;
    if (!re.Match(piece(line), 0, line.size(), RE2::UNANCHORED, groups, strips ? 2 : 0)) continue;
    if (strips) {
      if (groups[1].data() == nullptr) continue;
      hit.cut.begin = static_cast<std::size_t>(groups[1].data() - line.data());
      hit.cut.end = hit.cut.begin + groups[1].size();
    }
    hits.push_back(hit);
  }
}

void RuleSet::search_loose(std::size_t which, std::string_view line,
                           std::vector<std::uint32_t>& ids) const {
  const Compiled::Loose& loose = compiled_->loose[which];
  RE2::Set::ErrorInfo error{};
  if (!loose.set.Match(piece(line), nullptr, &error) && error.kind == RE2::Set::kNoError) return;
  std::vector<int> found;
  const bool searched = loose.set.Match(piece(line), &found, &error);
  if (!searched && error.kind != RE2::Set::kNoError) {  // out of DFA memory: all of them
    compiled_->out_of_memory = true;
    found.resize(loose.rules.size());
    std::iota(found.begin(), found.end(), 0);
  }
  for (const int id : found) ids.push_back(loose.rules[static_cast<std::size_t>(id)]);
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

bool RuleSet::out_of_memory() const { return compiled_->out_of_memory; }

int RuleSet::program_size(const Rule& rule) const {
  return compiled_->at(static_cast<std::size_t>(&rule - rules_.data()), rule).ProgramSize();
}

}  // namespace dechaff::rules
