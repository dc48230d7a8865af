#include "dedup/copies.h"

#include <utility>

namespace dechaff::dedup {

Copies::Copies(const CopyRules& rules, std::size_t bands, Ledger* ledger)
    : rules_(rules), bands_(bands), ledger_(ledger), read_(rules.memory, rules.bloom) {
  if (rules_.containment) {
    holders_.emplace(rules_.threshold);
  } else if (rules_.match == Match::near) {
    near_.emplace(rules_.threshold, bands);
  }
}

bool Copies::find(Reading& units) {
  const std::size_t n = units.cut.units.size();
  of.assign(n, {});
  for (std::size_t u = 0; u < n; ++u) of[u].first = u;
  if (rules_.gather) {
    learning_ = !recalling_;
    learning_ ? learn(units) : recall(units);
    return !learning_;
  }
  if (holders_) {
    if (!rules_.across) holders_->clear();
    const std::size_t base = holders_->size();
    for (std::size_t u = 0; u < n; ++u) {
      find_inside(u, units, base, base + u);
      holders_->add(units.shingles_of(u));
    }
    return true;
  }
  if (near_) {
    if (!rules_.across) near_->clear();
    const std::size_t base = near_->size();
    for (std::size_t u = 0; u < n; ++u) find_near(u, units, base);
    return true;
  }
  learning_ = rules_.across && !read_.answers(n);
  if (n > 0) rules_.spans > 1 ? find_spans(units) : find_equal(units);
  return !learning_;
}

void Copies::settle() {
  read_.settle();
  learning_ = false;
  if (!rules_.gather) return;
  groups_.settle();
  firsts_.clear();
  near_.reset();
  recalling_ = true;
}

/// The first round: what belongs together.
void Copies::learn(Reading& units) {
  for (std::size_t u = 0; u < units.cut.units.size(); ++u) {
    const std::size_t id = groups_.add(units.cut.said[u].size());
    if (holders_) {
      holders_->add(units.shingles_of(u));
    } else if (near_) {
      near_->add(
          text_of(u, units), [&](std::size_t other) { return groups_.together(id, other); },
          [&](NearIndex::Match match) {
            groups_.unite(match.id, id, static_cast<float>(match.similarity));
          });
    } else if (units.keys[u] != text::Hash128{}) {
      groups_.unite(firsts_.try_emplace(units.keys[u], id).first->second, id, 1);
    }
  }
}

/// The second round: the same documents in the same order.
void Copies::recall(Reading& units) {
  const std::size_t base = next_;
  std::unordered_map<std::size_t, std::size_t> here;  // of a group: its first unit of this document
  for (std::size_t u = 0; u < units.cut.units.size(); ++u) {
    const std::size_t id = next_++;
    if (holders_) {
      find_inside(u, units, base, id);
      continue;
    }
    const std::size_t first = groups_.first(id);
    Copy& copy = of[u];
    copy.first = here.try_emplace(first, u).first->second;
    if (copy.first != u) ++of[copy.first].copies;
    copy.earlier = first < base;
    copy.similarity = groups_.similarity(id);
    copy.total = groups_.size(id);
    copy.longest = groups_.longest(id) == id;
  }
}

bool Copies::read_before(const text::Hash128& key) {
  if (ledger_ != nullptr) return ledger_->ask(key);
  if (!learning_) return !read_.ask(key);
  read_.learn({&key, 1});
  return false;
}

void Copies::ask_at_once() {
  asked_fresh_.assign(asked_.size(), 1);
  if (ledger_ != nullptr) {
    for (std::size_t i = 0; i < asked_.size(); ++i)
      asked_fresh_[i] = ledger_->ask(asked_[i]) ? 0 : 1;
  } else if (learning_) {
    read_.learn(asked_);
  } else {
    read_.ask(asked_, asked_fresh_);
  }
}

void Copies::repeat(std::size_t u, std::size_t first, float similarity) {
  Copy& copy = of[u];
  copy.first = of[first].first;
  copy.earlier = of[copy.first].earlier;
  copy.similarity = similarity;
  ++of[copy.first].copies;
}

/// What is new in the document is asked for in one go, so that memory can be fetched ahead.
void Copies::find_equal(const Reading& units) {
  const text::Hash128 nothing;  // but punctuation
  asked_.clear();
  for (std::size_t u = 0; u < of.size(); ++u) {
    of[u].first = units.first[u];
    if (units.keys[u] != nothing && of[u].first == u) asked_.push_back(units.keys[u]);
  }
  if (rules_.across) ask_at_once();
  std::size_t asked = 0;
  for (std::size_t u = 0; u < of.size(); ++u) {
    if (units.keys[u] == nothing) continue;
    if (of[u].first != u) {
      repeat(u, of[u].first, 1);
    } else if (rules_.across) {
      of[u].earlier = asked_fresh_[asked++] == 0;
    }
  }
}

NearIndex::Text Copies::text_of(std::size_t u, Reading& units) const {
  return {units.shingles_of(u), std::span(units.bands).subspan(u * bands_, bands_)};
}

void Copies::find_near(std::size_t u, Reading& units, std::size_t base) {
  const auto match = near_->add(text_of(u, units));
  if (!match) return;
  if (match->id >= base) {
    repeat(u, match->id - base, static_cast<float>(match->similarity));
  } else {
    of[u].earlier = true;
    of[u].similarity = static_cast<float>(match->similarity);
  }
}

void Copies::find_inside(std::size_t u, Reading& units, std::size_t base, std::size_t self) {
  const auto match = holders_->find(units.shingles_of(u), self);
  if (!match) return;
  Copy& copy = of[u];
  copy.inside = true;
  copy.similarity = static_cast<float>(match->share);
  if (match->id >= base && match->id < base + of.size()) {
    copy.first = match->id - base;
  } else {
    copy.earlier = true;
  }
}

/// Rows of sentences that stood before, not over one another.
void Copies::find_spans(const Reading& units) {
  const std::size_t rows = rules_.spans;
  rows_.clear(of.size());
  std::vector<std::uint8_t> again(of.size(), 0);
  for (std::size_t u = 0; u + rows <= of.size(); ++u) {
    std::size_t words = 0;
    for (std::size_t k = 0; k < rows; ++k) words += units.cut.units[u + k].words;
    if (words < rules_.span_words) continue;
    const std::string_view row(reinterpret_cast<const char*>(&units.keys[u]),
                               rows * sizeof units.keys[u]);
    const text::Hash128 key = text::hash128(row);
    const std::size_t first = rows_.first(key, u);
    const bool before = first + rows <= u;
    const bool earlier = first == u && rules_.across && read_before(key);
    if (!before && !earlier) continue;
    for (std::size_t k = 0; k < rows; ++k) {
      if (std::exchange(again[u + k], 1) != 0) continue;
      of[u + k].first = before ? first + k : u + k;
      of[u + k].earlier = earlier;
    }
  }
}

}  // namespace dechaff::dedup
