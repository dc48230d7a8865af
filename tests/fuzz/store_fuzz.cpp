// A store of any bytes is refused or opened, and what is then added is there when it is opened
// again.

#include <cstdlib>

#include "core/error.h"
#include "dedup/seen_fingerprints.h"
#include "scratch_file.h"

using namespace dechaff;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ScratchFile file(data, size, ".store");
  const text::Hash128 key{1, 2};
  try {
    {
      dedup::SeenFingerprints seen;
      seen.open_store(file.path(), "line exact");
      seen.ask(key);
      seen.commit();
    }
    dedup::SeenFingerprints seen;
    seen.open_store(file.path(), "line exact");
    if (seen.ask(key)) std::abort();
  } catch (const Error&) {
    // another file, version or kind is reported so
  }
  return 0;
}
