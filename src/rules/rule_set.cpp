#include "rules/rule_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <mutex>
#include <numeric>

#include "rules/loosen.h"

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
  // Of the loosened patterns: what it finds is confirmed by the pattern itself.
  RE2::Set set{options(), RE2::UNANCHORED};
  mutable std::mutex mutex;
  mutable std::vector<std::unique_ptr<RE2>> single;  // compiled when first asked for

  const RE2& at(std::size_t index, const Rule& rule) const {
    const std::scoped_lock lock(mutex);
    if (!single[index]) single[index] = std::make_unique<RE2>(rule.pattern, options());
    return *single[index];
  }
};

RuleSet::RuleSet(std::vector<Rule> rules)
    : rules_(std::move(rules)), compiled_(std::make_unique<Compiled>()) {
  std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  for (const Rule& rule : rules_) {
    std::string why;
    if (compiled_->set.Add(loosen(rule.pattern), &why) < 0) {
      throw Error(rule.place, "pattern of '" + rule.id + "': " + why, rule.pattern);
    }
    longest_ = std::max(longest_, rule.max_chars);
  }
  if (!rules_.empty() && !compiled_->set.Compile()) {
    throw Error("the rules do not compile: RE2 is out of memory");
  }
  compiled_->single.resize(rules_.size());
}

RuleSet::~RuleSet() = default;

void RuleSet::match(std::string_view line, std::uint32_t chars, std::uint32_t words,
                    std::vector<Hit>& hits) const {
  if (rules_.empty() || line.empty() || chars > longest_) return;
  RE2::Set::ErrorInfo error{};
  std::vector<int> ids;
  if (!compiled_->set.Match(piece(line), nullptr, &error)) {
    if (error.kind == RE2::Set::kNoError) return;
  }
  const bool searched = compiled_->set.Match(piece(line), &ids, &error);
  if (!searched && error.kind != RE2::Set::kNoError) {  // out of DFA memory: all of them
    ids.resize(rules_.size());
    std::iota(ids.begin(), ids.end(), 0);
  }
  std::sort(ids.begin(), ids.end());
  for (const int id : ids) {
    const auto index = static_cast<std::size_t>(id);
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

int RuleSet::program_size(const Rule& rule) const {
  return compiled_->at(static_cast<std::size_t>(&rule - rules_.data()), rule).ProgramSize();
}

}  // namespace dechaff::rules
