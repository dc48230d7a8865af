#pragma once

#include <cstdint>
#include <string_view>

namespace dechaff::evidence {

/// Calls `found(hash, word is "comment" or "comments")` for every word of class, id, role and
/// itemprop names: runs of 3 to 18 ASCII letters, cut at capitals ("articleBody" is two), in small
/// letters. The hashes are no token of a text. O(bytes).
template <class Found>
void each_word(std::string_view names, Found found) {
  constexpr std::size_t shortest = 3, longest = 18;
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  char word[longest];
  std::size_t length = 0;
  bool after_small = false;
  const auto end_word = [&] {
    if (length >= shortest && length <= longest) {
      std::uint32_t hash = 0x811C9DC5U;  // FNV-1a
      for (std::size_t i = 0; i < length; ++i) {
        hash = (hash ^ static_cast<unsigned char>(word[i])) * 0x01000193U;
      }
      const std::string_view spelled(word, length);
      found(hash, spelled == "comment" || spelled == "comments");
    }
    length = 0;
  };
  for (const char c : names) {
    const bool small = is_small(c), capital = is_capital(c);
    if (!small && !capital) {
      end_word();
    } else {
      if (capital && after_small) end_word();
      if (length < longest) word[length] = small ? c : static_cast<char>(c + 32);
      ++length;
    }
    after_small = small;
  }
  end_word();
}

/// Where the word was found: the tokens of the two nearest names are other ones.
enum class Near : std::uint32_t { any = 0x7A97D3B1U, nearest = 0x89A6E2C0U };

inline std::uint32_t name_token(std::uint32_t hash, Near near) {
  std::uint32_t h = hash ^ static_cast<std::uint32_t>(near);  // spread as MurmurHash3 does
  h = (h ^ h >> 16) * 0x85EBCA6BU;
  h = (h ^ h >> 13) * 0xC2B2AE35U;
  return h ^ h >> 16;
}

}  // namespace dechaff::evidence
