#pragma once

#include <cstdint>
#include <string_view>

#include "rules/string_lists.h"

namespace dechaff::rules {

/// What is known of the matches of a part of a pattern.
struct Known {
  bool exact = false;     // `strings` are all there can be
  Strings strings;        // of an exact part
  Strings begin, inside;  // else: one of them begins it, one is in it; empty: nothing known
  bool anchored = false;  // it matches at the begin of the line only
  bool symbols = false;   // it matches nothing but characters that are left out at the begin
  bool skipped = false;   // `begin` leaves out symbols that may stand before
  bool optional = false;  // it need not be there; when it is, one of `begin` begins it
};

/// Of a part that matches these strings and nothing else.
Known exactly(Strings strings);

/// What is left out before the strings that a match begins with.
enum class Skip : std::uint8_t { nothing, symbols, non_letters };

bool skipped(char32_t c, Skip skip);
/// False for no character when nothing is left out.
bool all_skipped(std::string_view s, Skip skip);

/// A recursive descent over the syntax; what it does not know matches anything.
class LiteralReader {
 public:
  LiteralReader(std::string_view pattern, Skip skip)
      : s_(pattern), skip_(skip), skips_(skip != Skip::nothing) {}

  Known read();
  /// Whether something was not understood, so that RE2 alone knows what the pattern means.
  bool gave_up() const { return gave_up_; }

 private:
  bool at(char c) const { return at_ < s_.size() && s_[at_] == c; }
  Known alternatives();
  Known sequence();
  Known repeated();
  Known single();
  Known literal();
  Known group();
  Known char_class();
  Known escape();
  Known give_up();
  bool all_symbols(const Strings& strings) const;
  static Strings digits() { return {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}; }

  std::string_view s_;
  Skip skip_;
  bool skips_;  // what comes next stands at the begin, and symbols are left out there
  std::size_t at_ = 0;
  bool gave_up_ = false;
};

}  // namespace dechaff::rules
