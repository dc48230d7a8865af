#include "core/error.h"
#include "rules/bytes.h"
#include "rules/compiled_packs.h"

using namespace dechaff;

/// The bytes are the body of a compiled file whose header is in order: what a checksum hides.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::PackSources sources(DECHAFF_RULES_DIR);
  static const text::Hash128 hash = sources.hash();
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  rules::ByteWriter header;
  header.value(std::uint64_t{0x0102030405060708});
  header.value(hash.low);
  header.value(hash.high);
  header.value(text::hash64(body));
  const std::string file = "dechaff.packs/4\n" + header.bytes() + std::string(body);
  try {
    const auto packs = rules::read_compiled(file, sources);
    if (!packs) return 0;
    std::vector<rules::Hit> hits;
    packs->rules->match("12 Comments | Share this article", 32, 6, ~rules::PackMask{0}, hits);
  } catch (const Error&) {
    // a pattern that does not compile is reported so
  }
  return 0;
}
