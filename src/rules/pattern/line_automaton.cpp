#include "rules/pattern/line_automaton.h"

#include <algorithm>

#include "text/case.h"
#include "text/utf8.h"

namespace dechaff::rules {
namespace {

using Step = Program::Step;
using Kind = Step::Kind;
using Answer = QuickPattern::Answer;

constexpr std::uint32_t step_bits = 13;  // compile_pattern() makes at most 5,000 steps
constexpr std::uint32_t most_taken = (1U << (32 - step_bits)) - 1;

std::uint32_t step_of(std::uint32_t item) { return item & ((1U << step_bits) - 1); }
std::uint32_t taken_of(std::uint32_t item) { return item >> step_bits; }

}  // namespace

std::size_t LineAutomaton::Hash::operator()(const Key& key) const {
  std::uint64_t h = (key.at_begin ? 1U : 0U) + (key.behind_word ? 2U : 0U);
  for (const Item item : key.items) h = (h ^ item) * 0x9E3779B97F4A7C15U ^ h >> 29U;
  return h;
}

LineAutomaton::LineAutomaton(const QuickPattern& pattern, std::size_t& left)
    : pattern_(pattern), program_(pattern.program()), left_(left) {
  const std::vector<Step>& code = program_.steps;
  for (const Step& step : code) {
    takes_.push_back(step.takes_one() ? program_.ascii_of(step) : AsciiSet{});
    if (step.kind == Kind::any) takes_.back()[0] &= ~(std::uint64_t{1} << '\n');
    has_borders_ = has_borders_ || step.kind == Kind::word_border;
    const std::uint32_t counted = step.most == SyntaxNode::no_limit ? step.least : step.most;
    full_ = full_ || (step.run && counted > most_taken);
  }
  full_ = full_ || code.empty() || code.size() >= (1U << step_bits);
  seen_.assign(code.size(), 0);
  make_classes();
  next_.assign(std::max<std::size_t>(stride_, 3), unknown);  // numbers below are no states
  stride_ = next_.size();
  keys_.push_back(nullptr);
  ends_.push_back(0);
  items_.clear();
  ++round_;
  if (full_) return;
  // Borders are resolved when the first byte is known, `begin` at once.
  start_ = reach(0, true) ? yes : state_of({items_, true, false});
}

/// Bytes that every step treats alike share a class.
void LineAutomaton::make_classes() {
  std::vector<AsciiSet> sets = takes_;
  if (has_borders_) {
    AsciiSet words{};
    for (unsigned c = 0; c < 128; ++c) {
      if (is_ascii_word(c)) put(words, c);
    }
    sets.push_back(words);
  }
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  std::size_t classes = 1;
  for (const AsciiSet& set : sets) {
    std::array<std::uint8_t, 128> inside{};  // of a class: that of its members in the set
    std::array<bool, 128> outside{};
    for (unsigned c = 0; c < 128; ++c) {
      if (!holds(set, c)) outside[class_of_[c]] = true;
    }
    for (unsigned c = 0; c < 128; ++c) {
      const std::uint8_t old = class_of_[c];
      if (!holds(set, c) || !outside[old]) continue;
      if (inside[old] == 0) inside[old] = static_cast<std::uint8_t>(classes++);
      class_of_[c] = inside[old];
    }
  }
  stride_ = classes;
}

bool LineAutomaton::spend(std::size_t bytes) {
  if (full_ || bytes_ + bytes > most_bytes || bytes > left_) {
    full_ = true;
    return false;
  }
  bytes_ += bytes;
  left_ -= bytes;
  return true;
}

LineAutomaton::State LineAutomaton::state_of(Key key) {
  std::sort(key.items.begin(), key.items.end());
  key.items.erase(std::unique(key.items.begin(), key.items.end()), key.items.end());
  if (key.items.empty()) return dead;
  const auto found = states_.find(key);
  if (found != states_.end()) return found->second;
  constexpr std::size_t of_the_map = 96;
  if (!spend(stride_ * sizeof(State) + key.items.size() * sizeof(Item) + of_the_map)) return dead;
  const auto state = static_cast<State>(next_.size());
  next_.resize(next_.size() + stride_, unknown);
  ends_.push_back(0);
  keys_.push_back(&states_.emplace(std::move(key), state).first->first);
  return state;
}

bool LineAutomaton::enter(std::uint32_t pc, std::uint32_t taken, bool at_begin) {
  const Step& step = program_.steps[pc];
  if (!step.run) {
    items_.push_back(pc);
    return false;
  }
  const bool limited = step.most != SyntaxNode::no_limit;
  if (taken < step.most)
    items_.push_back(pc | (limited ? taken : std::min(taken, step.least)) << step_bits);
  return taken >= step.least && reach(pc + 1, at_begin);
}

bool LineAutomaton::reach(std::uint32_t pc, bool at_begin) {
  const std::size_t bottom = open_.size();
  open_.push_back(pc);
  bool match = false;
  while (open_.size() > bottom) {
    pc = open_.back();
    open_.pop_back();
    if (seen_[pc] == round_) continue;
    seen_[pc] = round_;
    const Step& step = program_.steps[pc];
    switch (step.kind) {
      case Kind::match:
        match = true;
        break;
      case Kind::fork:
        open_.push_back(step.other);
        open_.push_back(step.to);
        break;
      case Kind::jump:
        open_.push_back(step.to);
        break;
      case Kind::begin:
        if (at_begin) open_.push_back(pc + 1);
        break;
      case Kind::end:
      case Kind::word_border:
        items_.push_back(pc);
        break;
      default:
        if (!step.run || step.most > 0) items_.push_back(pc);
        if (step.run && step.least == 0) open_.push_back(pc + 1);
    }
  }
  return match;
}

bool LineAutomaton::resolve(const Key& key, bool next_is_word, bool at_end) {
  items_ = key.items;
  ++round_;
  bool match = false;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const std::uint32_t pc = step_of(items_[i]);
    const Kind kind = program_.steps[pc].kind;
    if ((kind == Kind::end && at_end) ||
        (kind == Kind::word_border && key.behind_word != next_is_word))
      match = reach(pc + 1, key.at_begin) || match;
  }
  return match;
}

LineAutomaton::State LineAutomaton::step(State from, char32_t c) {
  const Key& key = *keys_[from / stride_];
  const bool ascii = c < 128;
  const char32_t folded = ascii ? c : text::fold_case(c);
  const bool word = has_borders_ && ascii && is_ascii_word(c);
  State to = yes;
  if (!resolve(key, word, false)) {
    resolved_.swap(items_);
    items_.clear();
    ++round_;
    bool match = !pattern_.anchored() && reach(0, false);
    for (const Item item : resolved_) {
      const std::uint32_t pc = step_of(item);
      const Step& step = program_.steps[pc];
      if (ascii ? !holds(takes_[pc], c) : !step.takes_one() || !program_.takes(step, c, folded))
        continue;
      match = (step.run ? enter(pc, taken_of(item) + 1, false) : reach(pc + 1, false)) || match;
    }
    if (!match) to = state_of({items_, false, word});
  }
  if (!full_ && ascii) next_[from + class_of_[c]] = to;
  return to;
}

LineAutomaton::State LineAutomaton::wide_step(State from, char32_t c) {
  const std::uint64_t key = std::uint64_t{from} << 21U | c;
  const auto found = wide_.find(key);
  if (found != wide_.end()) return found->second;
  constexpr std::size_t of_the_map = 48;
  if (!spend(of_the_map)) return dead;
  const State to = step(from, c);
  if (!full_) wide_.emplace(key, to);
  return to;
}

bool LineAutomaton::ends(State from) {
  std::uint8_t& known = ends_[from / stride_];
  if (known == 0) known = resolve(*keys_[from / stride_], false, true) ? 2 : 1;
  return known == 2;
}

Answer LineAutomaton::matches(std::string_view line, bool beyond_bmp) {
  if (full_ || (beyond_bmp && pattern_.has_properties())) return Answer::unsure;
  if (!line.empty() && !pattern_.may_end_with(line.back())) return Answer::no;
  State state = start_;
  if (state <= yes) return state == yes ? Answer::yes : Answer::no;
  for (std::size_t at = 0; at < line.size();) {
    const auto byte = static_cast<unsigned char>(line[at]);
    State to = unknown;
    if (byte < 128) {
      to = next_[state + class_of_[byte]];
      if (to == unknown) to = step(state, byte);
      ++at;
    } else {
      const text::Decoded d = text::decode(line, at);
      to = wide_step(state, d.c);
      at += d.bytes;
    }
    if (to <= yes) {
      if (full_) return Answer::unsure;
      return to == yes ? Answer::yes : Answer::no;
    }
    state = to;
  }
  return ends(state) ? Answer::yes : Answer::no;
}

}  // namespace dechaff::rules
