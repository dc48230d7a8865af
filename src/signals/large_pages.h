#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace dechaff::signals {

/// Memory for tables that are asked at random places: from 2 MB on in pages of 2 MB where the
/// system has them, so that a look-up does not also miss the page tables.
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < page) return static_cast<T*>(::operator new (bytes, std::align_val_t{alignof(T)}));
    void* at = ::operator new (bytes, std::align_val_t{page});
#ifdef MADV_HUGEPAGE
    ::madvise(at, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(at);
  }
  void deallocate(T* at, std::size_t count) {
    const std::size_t align = count * sizeof(T) < page ? alignof(T) : page;
    ::operator delete (at, std::align_val_t{align});
  }
  bool operator==(const LargePages&) const { return true; }

 private:
  static constexpr std::size_t page = std::size_t{2} << 20;
};

}  // namespace dechaff::signals
