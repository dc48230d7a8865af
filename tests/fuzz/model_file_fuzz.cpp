#include "core/error.h"
#include "model/model_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    dechaff::model::parse_model(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
  } catch (const dechaff::Error&) {
    // a broken model is reported so
  }
  return 0;
}
