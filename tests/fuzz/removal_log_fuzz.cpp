#include "core/error.h"
#include "render/removal_log.h"
#include "scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ScratchFile log(data, size, ".jsonl");
  const std::string text = "some cleaned text\nof two lines\n";
  const ScratchFile cleaned(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                            ".txt");
  try {
    dechaff::bytes::Source entries(log.path()), original(cleaned.path());
    dechaff::bytes::Output out("/dev/null");
    dechaff::render::restore(original, entries, out);
  } catch (const dechaff::Error&) {
    // a broken log is reported so
  }
  return 0;
}
