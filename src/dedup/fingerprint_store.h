#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "text/hash.h"

namespace dechaff::dedup {

/// Fingerprints in a file, kept from run to run. Little-endian: 64 bytes of header ("dechaff-store
/// 1", a line feed, `kind`, a line feed, zeros); then records of a 16-byte head (u32 tag, u32
/// count, u64 XXH3 of the keys) and `count` keys of 16 bytes. A record without keys commits all
/// before it.
///
/// A run writes as it goes and commits once, when its output is safe; what a killed run had written
/// is cut off by the next one. A second writer is refused (flock).
class FingerprintStore {
 public:
  using Take = std::function<void(std::span<const text::Hash128>)>;

  /// Opens or makes the file and hands what was committed to `take`, block by block. `kind` says
  /// what the keys are of ("sentence exact"), at most 40 bytes. Throws Error when the file is no
  /// store, of another kind or version, in use, or cannot be read or written.
  FingerprintStore(std::string path, const std::string& kind, const Take& take);
  ~FingerprintStore();
  FingerprintStore(const FingerprintStore&) = delete;
  FingerprintStore& operator=(const FingerprintStore&) = delete;

  /// Remembers a new key; written in blocks. Throws Error.
  void add(text::Hash128 key);

  /// Makes all that was added last, and waits for the disk. Throws Error.
  void commit();

 private:
  void read(const std::string& kind, const Take& take);
  bool next_block(std::vector<text::Hash128>& keys, bool& commits);
  bool get(void* to, std::size_t size);
  void write_block(bool commits);
  void put(const void* data, std::size_t size);
  [[noreturn]] void fail(const std::string& what) const;

  std::string path_;
  int file_ = -1;
  std::vector<text::Hash128> pending_;
  bool changed_ = false;
};

}  // namespace dechaff::dedup
