#include "model/token_rows.h"

namespace dechaff::model {

TokenRows::TokenRows(std::span<const std::uint32_t> tokens, std::span<const std::uint16_t> row_of) {
  constexpr std::size_t per_bucket = 2;  // more, and no number fits them all into eight slots
  while ((tokens.size() >> bits_) >= per_bucket) ++bits_;
  for (std::size_t tried = 1; !place(tokens, row_of); ++tried) {
    multiplier_ += 0x3504F334U;  // even, so it stays odd
    if (tried % 32 == 0) ++bits_;
  }
  while (mark_bits_ < 19 && (std::size_t{1} << mark_bits_) < 16 * tokens.size()) ++mark_bits_;
  marks_.assign((std::size_t{1} << mark_bits_) / 64, 0);
  for (const std::uint32_t token : tokens) {
    const std::uint32_t bit = mark_of(token);
    marks_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
  }
}

/// False when a bucket overflows or two tokens cannot be told apart.
bool TokenRows::place(std::span<const std::uint32_t> tokens,
                      std::span<const std::uint16_t> row_of) {
  rest_mask_ = bits_ >= 16 ? 0U : (1U << (16 - bits_)) - 1U;
  buckets_.assign(std::size_t{1} << bits_, {});
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Key key = key_of(tokens[i]);
    Bucket& bucket = buckets_[key.bucket];
    std::size_t slot = 0;
    while (slot < slot_count && bucket.entry[slot] != 0 && bucket.check[slot] != key.check) ++slot;
    if (slot == slot_count || bucket.entry[slot] != 0) return false;
    bucket.check[slot] = key.check;
    bucket.entry[slot] = static_cast<std::uint16_t>((row_of[i] + 1U) | key.rest << row_bits);
  }
  return true;
}

}  // namespace dechaff::model
