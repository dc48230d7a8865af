// A list of any bytes is refused with its line, or read.

#include "core/error.h"
#include "dedup/drop_list.h"
#include "scratch_file.h"

using namespace dechaff;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ScratchFile file(data, size, ".tsv");
  try {
    const dedup::DropList list(file.path());
    list.has("a#0", 1, "00");
  } catch (const Error&) {
    // a row without a unit, or broken compression, is reported so
  }
  return 0;
}
