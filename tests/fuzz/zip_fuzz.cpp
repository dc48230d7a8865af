// Any bytes as a zip archive: it ends, with members or with errors.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "bytes/zip.h"
#include "core/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  dechaff::bytes::Window window(
      [&bytes](char* to, std::size_t capacity) {
        const std::size_t n = bytes.copy(to, std::min<std::size_t>(capacity, 100));
        bytes.remove_prefix(n);
        return n;
      },
      "a.zip");
  dechaff::bytes::ZipMembers zip(window);
  std::size_t turns = 0;
  for (bool more = true; more; ++turns) {
    if (turns > size + 2) std::abort();
    try {
      more = zip.next();
      char some[256];
      for (std::size_t read = 0; more && read < (1 << 20);) {
        const std::size_t n = zip.read(some, sizeof some);
        if (n == 0) break;
        read += n;
      }
    } catch (const dechaff::Error&) {
      more = true;
    }
  }
  return 0;
}
