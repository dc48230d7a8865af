#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "signals/large_pages.h"
#include "text/span.h"

namespace dechaff::signals {

/// The first 15 bytes of a string and its length in two words, so that most strings are compared
/// without a look at their bytes. The length is the top byte of `high`; 255: 16 bytes or more.
struct StringKey {
  std::uint64_t low = 0, high = 0;
  std::uint64_t hash = 0;  // of all bytes; only tables see it

  StringKey() = default;
  /// `readable` bytes may be read from the first on: at least those of `text`. O(1) up to 15 bytes.
  StringKey(std::string_view text, std::size_t readable);

  bool is_short() const { return high >> 56 != 255; }
};

/// Distinct strings with ids from 1 on, in the order in which they came. Open addressing, linear
/// probing; a look-up touches one cache line, which may be fetched ahead. Not thread-safe.
class StringTable {
 public:
  struct alignas(32) Slot {
    std::uint64_t low = 0, high = 0;        // as in StringKey
    std::uint32_t id = 0;                   // 0: empty
    std::uint32_t check = 0;                // lower half of the hash
    std::uint32_t document = 0, local = 0;  // for the owner: who saw it last, as what
  };

  StringTable();
  void fetch(const StringKey& key) const { __builtin_prefetch(&slots_[place(key.hash)], 1); }
  /// The slot of `text`, good until the next call. `fresh`: it was not there.
  Slot& find(const StringKey& key, std::string_view text, bool& fresh);
  std::string_view text(std::uint32_t id) const {
    return std::string_view(bytes_).substr(places_[id].begin, places_[id].size());
  }
  void clear();
  /// Memory, about.
  std::size_t bytes() const {
    return bytes_.size() + places_.size() * sizeof(Span) + slots_.size() * sizeof(Slot);
  }

 private:
  std::size_t place(std::uint64_t hash) const { return hash >> 24 & (slots_.size() - 1); }
  bool same(const Slot& slot, const StringKey& key, std::string_view text) const;
  void grow();

  std::vector<Slot, LargePages<Slot>> slots_;
  std::vector<Span> places_;
  std::string bytes_;
};

}  // namespace dechaff::signals
