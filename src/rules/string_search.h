#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rules/prefilter.h"

namespace dechaff::rules {

/// Finds the patterns of some packs that a line may match by the strings they require, without any
/// pattern being compiled: hash tables by the strings' first bytes, before them small tables of
/// marks that say of nearly every place that no string begins there. Immutable; looks at the
/// Prefilter that it was made of.
class StringSearch {
 public:
  /// Lines of more code points are searched for the patterns alone that take such lines.
  static constexpr std::uint32_t short_line = 120;
  enum Use : std::uint8_t { never, in_short_lines, in_all_lines };

  /// `uses` has a Use for each pattern. O(strings of all packs).
  StringSearch(const Prefilter& prefilter, std::span<const Use> uses);

  /// Appends the indices of the patterns whose strings are in `folded` (see text::fold_case;
  /// Prefilter::slack zeros stand behind it), in no order, some twice. About a nanosecond a byte.
  void candidates(std::string_view folded, std::uint32_t chars,
                  std::vector<std::uint16_t>& out) const;

 private:
  using Entry = Prefilter::Entry;

  /// Strings of at least `bytes` bytes by a hash of their first ones: entries [first[k],
  /// first[k+1]) are those of key k.
  struct Table {
    std::uint32_t bytes = 0, key_bits = 0;
    std::vector<Entry> entries;
    std::vector<std::uint32_t> first;

    void fill(std::span<const Entry> all, std::span<const Use> uses, Use least);
    void look(std::string_view folded, std::size_t at, std::string_view pool,
              std::vector<std::uint16_t>& out) const;
  };
  using Tables = Prefilter::ByLength<Table>;

  /// For strings at the first byte, word and letter: bit k of the mark at a hash of the first
  /// bytes stands for place k. Those of eight bytes are marked by their first four as well.
  struct Fronts {
    std::array<std::uint8_t, 256> one{};
    std::array<std::uint8_t, 1U << 12U> two{}, three{};
    std::array<std::uint8_t, 1U << 14U> four{}, four_of_eight{};
    std::array<std::uint8_t, 1U << 15U> eight{};
  };

  /// Strings that may stand anywhere. A bit for each hash of four bytes, and each pair, that
  /// begins one says whether a look is worth it; one for each hash of eight whether that goes into
  /// the table of long strings.
  struct Insides {
    Tables tables;
    std::vector<std::uint64_t> four_marks, eight_marks, pair_marks;

    void mark(std::string_view pool);
    void scan(std::string_view folded, std::string_view pool,
              std::vector<std::uint16_t>& out) const;
  };

  void mark_fronts(std::size_t place);
  void look_at(std::string_view folded, std::size_t at, unsigned places,
               std::vector<std::uint16_t>& out) const;

  std::string_view pool_;
  std::vector<std::uint16_t> always_;
  std::array<Tables, Prefilter::inside> fixed_;  // at the first byte, word, letter
  Fronts fronts_;
  Insides any_, long_;  // of all patterns, and of those that take long lines
};

}  // namespace dechaff::rules
