#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "text/hash.h"

namespace dechaff::dedup {

/// The file of a FingerprintStore, version 2, little-endian. 128 bytes of header:
///
///   0   "dechaff-store 2\n", what the keys are of, a line feed, zeros
///   64  u64 length: what was committed ends there
///   72  u64 number of keys before that
///   80  u64 sum of the last block before that
///   88  u64 1: a run was writing behind `length` and did not commit; 0: nothing follows
///   96  zeros
///   120 u64 XXH3 of the 120 bytes before
///
/// Then blocks: u32 tag, u32 count, u64 sum, `count` keys of 16 bytes. A sum is made of the keys,
/// their number and the sum of the block before: a block that is changed, lost, doubled or moved
/// shows. So does the end: bytes behind `length` belong to a run that was cut short only where the
/// header says that one was writing; anywhere else they are damage.
struct StoreHeader {
  std::string kind;  // "sentence exact"; most_kind bytes at most
  std::uint64_t length = header_size, keys = 0, sum = 0;
  bool writing = false;

  static constexpr std::uint64_t header_size = 128;
  static constexpr std::size_t most_kind = 40;
};

std::string print(const StoreHeader& header);
/// Throws Error, without a place.
StoreHeader parse_store_header(std::string_view bytes);

struct StoreBlock {
  std::uint32_t tag = mark, count = 0;
  std::uint64_t sum = 0;

  static constexpr std::uint32_t mark = 0x53594B44;  // "DKYS"
  static constexpr std::uint32_t most_keys = 1U << 16U;
};
static_assert(sizeof(StoreBlock) == 16 && sizeof(text::Hash128) == 16);

std::uint64_t block_sum(std::uint64_t before, std::span<const text::Hash128> keys);

/// Reads a whole store, checks every byte and hands its keys to `take`, block by block. `read`
/// gives up to so many bytes, fewer only where the file ends. Throws Error, without a place, and
/// the file is as it was.
StoreHeader read_store(std::uint64_t file_size,
                       const std::function<std::size_t(void*, std::size_t)>& read,
                       const std::function<void(const StoreHeader&)>& begin,
                       const std::function<void(std::span<const text::Hash128>)>& take);

}  // namespace dechaff::dedup
