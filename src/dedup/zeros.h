#pragma once

#include <cstddef>

namespace dechaff::dedup {

/// Zeros that can become more without being copied: address space is taken ahead, memory only where
/// it is written. Large ones lie in huge pages where the system has them.
class Zeros {
 public:
  Zeros() = default;
  ~Zeros() { clear(); }
  Zeros(const Zeros&) = delete;
  Zeros& operator=(const Zeros&) = delete;

  /// Makes room for that many bytes, and may move `data`. Throws std::bad_alloc.
  void grow(std::size_t bytes);
  void clear();
  void* data = nullptr;

 private:
  std::size_t reserved_ = 0;
};

}  // namespace dechaff::dedup
