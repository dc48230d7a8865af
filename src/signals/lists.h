#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/rules_folder.h"
#include "text/hash.h"

namespace dechaff::signals {

/// Hashes for look-ups that make no string.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return text::hash64(text); }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// Says quickly that a word is not in a list: by its first and last byte. Most words are not.
class Ends {
 public:
  template <class Map>
  explicit Ends(const Map& map) {
    for (const auto& [word, value] : map) set_[index(word)] = true;
  }
  bool may_hold(std::string_view word) const { return !word.empty() && set_[index(word)]; }

 private:
  static std::size_t index(std::string_view word) {
    return static_cast<std::size_t>(static_cast<unsigned char>(word.front())) << 8 |
           static_cast<unsigned char>(word.back());
  }
  std::bitset<65536> set_;
};

/// The words that signals count, from rules/signals/*.toml. Read once, then only read.
struct Lists {
  std::vector<std::string> gopher_stop_words;                // at most 8
  std::vector<std::string> javascript, lorem_ipsum, policy;  // of C4, in lower case
  /// How English words are cut that the general rules would cut otherwise; one piece: not at all.
  TextMap<std::vector<std::string>> english;
  std::vector<std::string> languages;  // that have stop words; at most 16
  TextMap<std::uint16_t> stop_words;   // word: bit i is languages[i]

  /// Throws Error with path:line for what is wrong.
  static Lists load(const RulesFolder& folder);
};

}  // namespace dechaff::signals
