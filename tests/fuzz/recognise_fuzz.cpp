// Any bytes under any name: they are recognised or refused, the same each time.

#include <cstdint>
#include <cstdlib>
#include <optional>

#include "core/error.h"
#include "formats/recognise.h"

namespace {

constexpr const char* extensions[] = {"",    ".jsonl", ".csv",  ".tsv",
                                      ".md", ".html",  ".json", ".txt.gz"};
constexpr const char* fields[] = {"text", "content", "data.body", "/data/body", "a..b", "/~0~1"};

std::optional<dechaff::formats::Recognition> try_to(std::string_view bytes, bool whole,
                                                    const std::string& name,
                                                    const dechaff::formats::ReadOptions& options) {
  try {
    return dechaff::formats::recognise(bytes, whole, name, options);
  } catch (const dechaff::Error&) {
    return std::nullopt;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  dechaff::formats::ReadOptions options;
  options.text_field = fields[data[1] % std::size(fields)];
  options.html = data[1] >= 128;
  const std::string name = std::string("a") + extensions[data[0] % std::size(extensions)];
  const bool whole = data[0] < 128;
  const auto one = try_to(bytes, whole, name, options);
  const auto two = try_to(bytes, whole, name, options);
  if (one.has_value() != two.has_value()) std::abort();
  if (one && (one->format != two->format || one->delimiter != two->delimiter)) std::abort();
  if (one && one->format == dechaff::formats::Format::automatic) std::abort();
  return 0;
}
