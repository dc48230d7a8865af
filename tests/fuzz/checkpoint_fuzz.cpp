// Any bytes as a checkpoint: refused, or the very bytes that are printed of what was read.

#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "run/checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto read = dechaff::parse_checkpoint({reinterpret_cast<const char*>(data), size});
    if (read.settings.find_first_of("\"\\") != std::string::npos) return 0;  // never written
    if (dechaff::print(read) != std::string_view(reinterpret_cast<const char*>(data), size))
      std::abort();
  } catch (const dechaff::Error&) {
    // no checkpoint
  }
  return 0;
}
