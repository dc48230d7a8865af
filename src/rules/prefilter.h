#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/bytes.h"

namespace dechaff::rules {

/// Finds the patterns that a line may match by the strings they require, without any pattern being
/// compiled: tables in one stretch of bytes, which PrefilterBuilder makes and a compiled file
/// holds. Immutable and safe to share between threads.
class Prefilter {
 public:
  /// Lines of more code points are searched for the patterns alone that take such lines.
  static constexpr std::uint32_t short_line = 120;
  /// Bytes that must stand behind a folded line, zeros.
  static constexpr std::size_t slack = 16;

  /// Knows no pattern.
  Prefilter() = default;
  /// Tables that stand in `bytes`, which are kept. Throws std::out_of_range for bytes that are no
  /// such tables of patterns below `patterns`.
  Prefilter(std::string bytes, std::size_t patterns);
  /// The same, read from what must outlive it.
  Prefilter(ByteReader& in, std::size_t patterns);

  /// Appends the indices of the patterns whose strings are in `folded` (see text::fold_case;
  /// `slack` zeros stand behind it), in no order, some twice. About a nanosecond a byte of a short
  /// line, less of a long one.
  void candidates(std::string_view folded, std::uint32_t chars,
                  std::vector<std::uint16_t>& out) const;

  /// The tables as bytes of this machine.
  void write(ByteWriter& out) const;

  /// A string of the pool, its first eight bytes as a number, and the pattern that needs it.
  struct Entry {
    std::uint64_t head;
    std::uint32_t text;
    std::uint16_t size, index;
  };

  /// Strings of at least `bytes` bytes, found by a hash of their first ones: entries [first[k],
  /// first[k+1]) are those of key k.
  struct Table {
    std::uint32_t bytes = 0;
    std::uint32_t key_bits = 0;
    std::span<const Entry> entries;
    std::span<const std::uint32_t> first;

    void look(std::string_view folded, std::size_t at, std::string_view pool,
              std::vector<std::uint16_t>& out) const;
  };

  /// The lengths by which strings stand in tables: the longest that is not above their own.
  static constexpr std::array<std::uint32_t, 5> key_bytes = {1, 2, 3, 4, 8};
  using Tables = std::array<Table, key_bytes.size()>;

  /// Strings that may stand anywhere. A bit for each hash of four bytes, and each pair, that
  /// begins one says whether a look into the tables is worth it.
  struct Insides {
    Tables tables;
    std::span<const std::uint64_t> four_marks, pair_marks;

    void scan(std::string_view folded, std::string_view pool,
              std::vector<std::uint16_t>& out) const;
  };

  static constexpr std::uint32_t mark_bits = 17;  // 16 KiB of marks stay in the first cache

  /// Knuth, TAOCP 3, 6.4: multiplicative hashing.
  static std::uint32_t hash(std::uint64_t value, std::uint32_t bits) {
    return bits == 0 ? 0 : static_cast<std::uint32_t>(value * 0x9E3779B97F4A7C15U >> (64 - bits));
  }
  /// The first `bytes` bytes, eight at most, as a number; eight can be read.
  static std::uint64_t first_bytes(const char* at, std::size_t bytes);

 private:
  void read(ByteReader& in, std::size_t patterns);
  template <class Self, class Visit>
  static void each_table(Self& self, Visit visit);

  std::shared_ptr<const std::string> own_;
  std::string_view pool_;
  Tables starts_, words_, letters_;  // at the first byte, word, letter
  Insides any_, long_;               // of all patterns, and of those that take long lines
  std::span<const std::uint16_t> always_;
};

}  // namespace dechaff::rules
