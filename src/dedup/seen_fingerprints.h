#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dedup/bloom_filter.h"
#include "dedup/fingerprint_store.h"
#include "dedup/fingerprints.h"
#include "dedup/spilled_fingerprints.h"

namespace dechaff::dedup {

/// The fingerprints of all that was read, in bounded memory, and in a store when there is one.
///
/// At first a table answers at once. When it is full, what follows is only learned, and answered in
/// a second round over the same input: keys that the table does not have go to a temporary file,
/// and a bit a key says whether it had it. Not thread-safe; throws Error when a disk fails.
class SeenFingerprints {
 public:
  /// `memory` in bytes, 4096 at least; 0: no limit. `bloom`: bytes of a BloomFilter in the place of
  /// the table, which then has no limit, no second round and no store; 0: none.
  explicit SeenFingerprints(std::size_t memory = 0, std::size_t bloom = 0);

  /// See FingerprintStore. Before all else.
  void open_store(const std::string& path, const std::string& kind);

  /// The share of the input, in (0, 1], that what was asked since open_store() stands for.
  void expect_by(double share);

  /// Whether the next `more` keys can be answered at once. Once it is false it stays so until
  /// settle(), and learn() takes the keys instead.
  bool answers(std::size_t more);

  /// fresh[i] is 1 when keys[i] was never seen, before or in `keys`: at once, or in the second
  /// round.
  void ask(std::span<const text::Hash128> keys, std::span<std::uint8_t> fresh);
  bool ask(text::Hash128 key);

  void learn(std::span<const text::Hash128> keys);
  /// All was learned; from here on the same keys are asked in the same order.
  void settle();

  /// Makes what was added to the store last.
  void commit();

 private:
  enum class Mode : std::uint8_t { at_once, learning, second_round };

  void put_bit(bool bit);
  bool take_bit();

  std::size_t memory_;
  Mode mode_ = Mode::at_once;
  FingerprintSet seen_;
  std::size_t stored_ = 0;  // of these, from the store
  std::optional<BloomFilter> bloom_;
  std::unique_ptr<FingerprintStore> store_;
  std::unique_ptr<SpilledFingerprints> spilled_;
  bytes::TemporaryFile in_table_;     // a bit a key that was learned
  std::vector<std::uint8_t> window_;  // of these bits
  std::uint64_t bits_ = 0;
  std::vector<std::uint8_t> found_;
};

}  // namespace dechaff::dedup
