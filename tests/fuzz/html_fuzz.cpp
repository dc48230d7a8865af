// Any bytes as a page, and as an HTTP response: lines without white space at their ends, and
// headings on lines that are there.

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "evidence/page_text.h"
#include "formats/http.h"
#include "text/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto http = dechaff::formats::read_http(bytes, 1 << 20);
  const std::string_view page = http.error.empty() ? std::string_view(http.body) : bytes;
  dechaff::html::PageText out;
  const std::string utf8 = dechaff::text::to_utf8(page, dechaff::html::declared_charset(page));
  if (!dechaff::html::page_text(utf8, out)) return 0;
  const auto lines = static_cast<std::size_t>(std::count(out.text.begin(), out.text.end(), '\n'));
  for (const auto& heading : out.headings) {
    if (heading.line >= lines) std::abort();
  }
  if (!out.text.empty() && out.text.back() != '\n') std::abort();
  if (out.text.find("\n\n") != std::string::npos) std::abort();
  return 0;
}
