#include "dedup/zeros.h"

#include <sys/mman.h>

#include <algorithm>
#include <new>

namespace dechaff::dedup {

void Zeros::grow(std::size_t bytes) {
  constexpr std::size_t large = std::size_t{1} << 22;
  // Address space for more than is asked, since memory is only taken where it is written; moving
  // a mapping breaks its huge pages.
  std::size_t wanted = std::max(bytes * 4, std::size_t{1} << 34);
  while (bytes > reserved_) {
    void* at = data == nullptr ? ::mmap(nullptr, wanted, PROT_READ | PROT_WRITE,
                                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                               : ::mremap(data, reserved_, wanted, MREMAP_MAYMOVE);
    if (at != MAP_FAILED) {
      data = at;
      reserved_ = wanted;
    } else if (wanted == bytes) {
      throw std::bad_alloc();
    }
    wanted = std::max(bytes, wanted / 4);  // where address space is limited (ulimit -v)
  }
  // All of it: a mapping in two parts cannot be made larger as one.
  if (bytes >= large) ::madvise(data, reserved_, MADV_HUGEPAGE);
}

void Zeros::clear() {
  if (data != nullptr) ::munmap(data, reserved_);
  data = nullptr;
  reserved_ = 0;
}

}  // namespace dechaff::dedup
