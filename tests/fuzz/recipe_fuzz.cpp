#include "core/error.h"
#include "run/recipe.h"
#include "scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ScratchFile file(data, size, ".toml");
  try {
    dechaff::recipe::print(dechaff::recipe::load(dechaff::read_named(file.path())));
  } catch (const dechaff::Error&) {
    // a mistake in a recipe is reported so
  }
  return 0;
}
