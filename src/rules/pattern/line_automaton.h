#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/pattern/quick_pattern.h"

namespace dechaff::rules {

/// The deterministic automaton of a QuickPattern, made state by state as lines
/// come (K. Thompson, "Regular Expression Search Algorithm", CACM 1968; RE2 does the same): a list
/// of two hundred words costs no more than one. For one thread. It holds at most `most_bytes` in
/// its tables, and no more than is left of what it shares with others; a pattern that would take
/// more is left to the QuickPattern.
class LineAutomaton {
 public:
  static constexpr std::size_t most_bytes = std::size_t{512} << 10U;

  /// `pattern` and `left`, the bytes that all automata of a thread may still take, outlive it; a
  /// pattern that is not known() is never sure. O(steps · classes).
  LineAutomaton(const QuickPattern& pattern, std::size_t& left);

  /// What `pattern` says of `line`, which is well-formed UTF-8; `beyond_bmp`: it has code points
  /// from U+10000 on. `unsure` where the pattern is, and once the tables are full. O(line) at most,
  /// without the states that are made.
  QuickPattern::Answer matches(std::string_view line, bool beyond_bmp);

 private:
  using Item = std::uint32_t;   // a step that takes a code point, and how often its run has taken
  using State = std::uint32_t;  // where its row begins in next_
  static constexpr State unknown = 0, dead = 1, yes = 2;

  struct Key {
    std::vector<Item> items;  // sorted
    bool at_begin = false, behind_word = false;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };

  void make_classes();
  /// False, and full_, when the tables may not take so many bytes more.
  bool spend(std::size_t bytes);
  State state_of(Key key);
  State step(State from, char32_t c);
  State wide_step(State from, char32_t c);
  bool ends(State from);
  /// Adds the steps that are reached from `pc` without a code point; true for a match.
  bool reach(std::uint32_t pc, bool at_begin);
  bool enter(std::uint32_t pc, std::uint32_t taken, bool at_begin);
  /// Makes items_ of a state's items with the borders and ends in it resolved; true for a match.
  bool resolve(const Key& key, bool next_is_word, bool at_end);

  const QuickPattern& pattern_;
  const Program& program_;
  std::vector<AsciiSet> takes_;  // of each step
  bool has_borders_ = false;
  std::array<std::uint8_t, 128> class_of_{};
  std::size_t stride_ = 0;  // classes
  std::vector<State> next_;
  std::vector<std::uint8_t> ends_;  // of a state: 0 not known, 1 no, 2 yes
  std::vector<const Key*> keys_;    // of a state
  std::unordered_map<Key, State, Hash> states_;
  std::unordered_map<std::uint64_t, State> wide_;  // by state and code point beyond ASCII
  State start_ = unknown;
  bool full_ = false;
  std::size_t bytes_ = 0;
  std::size_t& left_;
  // Work space of making a state.
  std::vector<Item> items_, resolved_;
  std::vector<std::uint32_t> open_, seen_;  // seen_: the round in which a step was reached
  std::uint32_t round_ = 0;
};

}  // namespace dechaff::rules
