#include "text/windows_1252.h"

#include <algorithm>
#include <array>

namespace dechaff::text {
namespace {

constexpr std::array<char32_t, 32> from_80 = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

}  // namespace

char32_t from_windows_1252(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? from_80[byte - 0x80U] : byte;
}

int to_windows_1252(char32_t c) {
  if (c < 0x80 || (c >= 0xA0 && c < 0x100)) return static_cast<int>(c);
  const auto at = std::find(from_80.begin(), from_80.end(), c);
  return at == from_80.end() ? -1 : static_cast<int>(at - from_80.begin()) + 0x80;
}

}  // namespace dechaff::text
