#include <string>

#include "core/error.h"
#include "signals/select/expression.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const dechaff::select::Names names = {{"gopher.words", "c4.lines"}, {"id", "source"}};
  static const std::vector<double> numbers = {60, 3};
  static const std::vector<std::string_view> texts = {"a", "-"};
  try {
    const dechaff::select::Expression expression(
        std::string(reinterpret_cast<const char*>(data), size), names);
    expression.first_failing({numbers, texts});
  } catch (const dechaff::Error& error) {
    dechaff::message_of(error);
  }
  return 0;
}
