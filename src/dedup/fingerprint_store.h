#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "dedup/store_format.h"
#include "text/hash.h"

namespace dechaff::dedup {

/// Fingerprints in a file, kept from run to run; store_format.h describes it.
///
/// A run writes behind what was committed and commits once, when its output is safe: then the
/// header says that the file ends later. What a killed run had written is cut off by the next one
/// that writes. A file in which a single bit was changed is refused, and nothing in it is touched.
/// A second writer is refused (flock).
class FingerprintStore {
 public:
  using Take = std::function<void(std::span<const text::Hash128>)>;

  /// Opens or makes the file and hands what was committed to `take`, block by block. `kind` says
  /// what the keys are of ("sentence exact"), at most 40 bytes. Throws Error when the file is no
  /// store, damaged, of another kind or version, in use, or cannot be read or written.
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
  void write_block();
  void put(const void* data, std::size_t size);
  void put_header();
  void sync();
  [[noreturn]] void fail(const std::string& what) const;

  std::string path_;
  int file_ = -1;
  StoreHeader committed_, now_;  // as the file's header says; with what was written since
  std::vector<text::Hash128> pending_;
};

/// What `dedup --check-store` says of a store that is whole: "3000 fingerprints of 'line exact', 48
/// kB". Throws Error where it is damaged, in use or no store; changes nothing.
std::string check_store(const std::string& path);

}  // namespace dechaff::dedup
