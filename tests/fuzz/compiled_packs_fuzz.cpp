#include "core/error.h"
#include "rules/bytes.h"
#include "rules/compiled_packs.h"

using namespace dechaff;

/// The bytes are the body of compiled packs whose header is in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rules::ByteWriter header;
  header.value(std::uint64_t{0x0102030405060708});
  const std::string file =
      "dechaff.packs/4\n" + header.bytes() + std::string(reinterpret_cast<const char*>(data), size);
  try {
    const auto packs = rules::read_compiled(file, RulesFolder());
    if (!packs) return 0;
    std::vector<rules::Hit> hits;
    packs->rules->match("12 Comments | Share this article", 32, 6, ~rules::PackMask{0}, hits);
  } catch (const Error&) {
    // a pattern that does not compile is reported so
  }
  return 0;
}
