#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dechaff::model {

/// From a token to its row of the table, in half a cache line and without a branch: half of a
/// page's tokens are unknown, so a probing loop's end cannot be predicted. A bucket has eight
/// slots; its number, a slot's sixteen bits and two beside the row are all bits of the token's
/// product with an odd number, which no other token has. Immutable, shared by threads.
class TokenRows {
 public:
  static constexpr std::size_t most_rows = (1U << 14) - 1;

  /// `tokens` are distinct; row_of[i] < most_rows is the row of tokens[i]. O(tokens), expected.
  TokenRows(std::span<const std::uint32_t> tokens, std::span<const std::uint16_t> row_of);

  static constexpr std::size_t tokens_ahead = 16;  // tokens

  /// Copies to `out` those of `count` tokens that may be known, and returns how many. Half of a
  /// page's tokens are not; marks of 64 KB at most keep most of them out of the large table.
  std::size_t may_know(const std::uint32_t* tokens, std::size_t count, std::uint32_t* out) const {
    std::size_t marked = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t token = tokens[i], bit = mark_of(token);
      out[marked] = token;
      marked += marks_[bit >> 6U] >> (bit & 63U) & 1U;
    }
    return marked;
  }

  /// Puts the rows + 1 of the known ones among `count` tokens in their place, and returns how many
  /// there are. tokens_ahead tokens more must be readable: their buckets are fetched.
  std::size_t find_known(std::uint32_t* tokens, std::size_t count) const {
    std::size_t known = 0;
    for (std::size_t i = 0; i < count; ++i) {
      __builtin_prefetch(&buckets_[key_of(tokens[i + tokens_ahead]).bucket]);
      const std::uint32_t found = find(tokens[i]);
      tokens[known] = found;
      known += found != 0 ? 1 : 0;
    }
    return known;
  }

  /// The token's row + 1; 0 when it is unknown.
  std::uint32_t find(std::uint32_t token) const {
    const Key key = key_of(token);
    const Bucket& bucket = buckets_[key.bucket];
    const Slots mine = (bucket.check == key.check) & bucket.entry;
    const auto halves = __builtin_bit_cast(Halves, mine);  // all but one slot are zero
    std::uint64_t entry = halves.low | halves.high;
    entry |= entry >> 32;
    entry = (entry | entry >> 16) & 0xFFFF;
    return entry >> row_bits == key.rest ? static_cast<std::uint32_t>(entry & most_rows) : 0U;
  }

 private:
  static constexpr std::size_t slot_count = 8;
  static constexpr int row_bits = 14;
  static constexpr int least_bits = 14;  // of the buckets' number: two bits remain for the entry

  /// GCC's and Clang's vectors: eight numbers in a register, on machines without one in parts.
  using Slots = std::uint16_t __attribute__((vector_size(16)));
  struct Halves {
    std::uint64_t low, high;
  };
  struct alignas(32) Bucket {
    Slots check{};
    Slots entry{};  // row + 1, `rest` above it; 0: the slot is empty
  };
  struct Key {
    std::uint32_t bucket;
    std::uint16_t check;
    std::uint32_t rest;
  };

  Key key_of(std::uint32_t token) const {
    const std::uint32_t hash = token * multiplier_;
    return {hash >> (32 - bits_), static_cast<std::uint16_t>(hash), hash >> 16 & rest_mask_};
  }
  std::uint32_t mark_of(std::uint32_t token) const {
    return static_cast<std::uint32_t>(token * 0x85EBCA6BU) >> (32 - mark_bits_);
  }
  bool place(std::span<const std::uint32_t> tokens, std::span<const std::uint16_t> row_of);

  std::uint32_t multiplier_ = 0x9E3779B1U;
  int bits_ = least_bits;
  std::uint32_t rest_mask_ = 0;
  std::vector<Bucket> buckets_;
  std::uint32_t mark_bits_ = 6;
  std::vector<std::uint64_t> marks_;  // a bit for each hash of a token that is known
};

}  // namespace dechaff::model
