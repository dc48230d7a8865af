#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "rules/bytes.h"

namespace dechaff::rules {

/// The strings that the patterns of all packs require, in one stretch of bytes, which
/// PrefilterBuilder makes and a compiled file holds. A StringSearch looks for those of a page's
/// packs. Immutable and safe to share between threads.
class Prefilter {
 public:
  /// Bytes that can be read behind every string, and must be behind a folded line.
  static constexpr std::size_t slack = 16;

  /// Knows no pattern.
  Prefilter() = default;
  /// Lists that stand in `bytes`, which are kept. Throws std::out_of_range for bytes that are no
  /// such lists for patterns below `patterns`.
  Prefilter(std::string bytes, std::size_t patterns);
  /// The same, read from what must outlive it.
  Prefilter(ByteReader& in, std::size_t patterns);

  /// The lists as bytes of this machine.
  void write(ByteWriter& out) const;

  /// A string of the pool, its first eight bytes as a number, and the pattern that needs it.
  struct Entry {
    std::uint64_t head;
    std::uint32_t text;
    std::uint16_t size, index;
  };

  /// The lengths by which strings stand in lists: the longest that is not above their own.
  static constexpr std::array<std::uint32_t, 5> key_bytes = {1, 2, 3, 4, 8};
  template <class List>
  using ByLength = std::array<List, key_bytes.size()>;

  /// Where a string must stand in the folded line: at its first byte, word or letter, or anywhere.
  enum Place : std::uint8_t { start, word, letter, inside, places };

  std::string_view pool() const { return pool_; }
  /// Patterns that every line may match.
  std::span<const std::uint16_t> always() const { return always_; }
  const ByLength<std::span<const Entry>>& strings(Place place) const { return lists_[place]; }

  /// Which bytes of a number that was read from memory are the first ones.
  static std::uint64_t mask(std::size_t bytes) { return masks[std::min<std::size_t>(bytes, 8)]; }
  /// Eight bytes as a number.
  static std::uint64_t head_of(const char* at) {
    std::uint64_t out = 0;
    std::memcpy(&out, at, 8);
    return out;
  }

 private:
  /// Made of bytes, so that their order does not matter.
  static constexpr std::array<std::uint64_t, 9> masks = [] {
    std::array<std::uint64_t, 9> out{};
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < 8; ++i) {
      bytes[i] = 0xFF;
      out[i + 1] = std::bit_cast<std::uint64_t>(bytes);
    }
    return out;
  }();

  void read(ByteReader& in, std::size_t patterns);

  std::shared_ptr<const std::string> own_;
  std::string_view pool_;
  std::array<ByLength<std::span<const Entry>>, places> lists_;
  std::span<const std::uint16_t> always_;
};

}  // namespace dechaff::rules
