#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dechaff::text {

inline constexpr char32_t replacement_character = 0xFFFD;

/// One step of decoding. A byte that does not begin a well-formed sequence is one symbol of its
/// own: `c` = U+FFFD, `bytes` = 1. (A real U+FFFD has `bytes` = 3.)
struct Decoded {
  char32_t c;
  std::uint32_t bytes;

  bool valid() const { return !(c == replacement_character && bytes == 1); }
};

namespace detail {
Decoded decode_long(const char* at, std::size_t size);
}

/// The code point at byte `at` of `s`, which must be less than `s.size()`. Well-formed as in the
/// Unicode standard, table 3-7: no surrogates, no overlong forms. O(1).
inline Decoded decode(std::string_view s, std::size_t at) {
  const auto byte = static_cast<unsigned char>(s[at]);
  if (byte < 0x80) return {byte, 1};
  return detail::decode_long(s.data() + at, s.size() - at);
}

/// The code point that ends just before byte `at` (> 0) of `s`; the same steps as `decode` when `s`
/// is valid, and single bytes where it is not. O(1).
Decoded decode_before(std::string_view s, std::size_t at);

/// True when all of `s` is well-formed UTF-8. O(n).
bool is_valid(std::string_view s);

/// Number of bytes that belong to no well-formed sequence. O(n).
std::size_t count_invalid(std::string_view s);

/// Number of code points; a bad byte counts as one. O(n).
std::size_t code_points(std::string_view s);

/// Appends the UTF-8 form of `c`; surrogates and values beyond U+10FFFF become U+FFFD.
void append(std::string& out, char32_t c);

/// The first byte at or after `from` that is not ASCII, or `s.size()`. Several bytes a cycle.
std::size_t skip_ascii(std::string_view s, std::size_t from);

enum class Encoding : std::uint8_t { unknown, utf8, utf16le, utf16be, utf32le, utf32be };

/// What a byte order mark says, and how many bytes it takes; `unknown` and 0 without one.
/// FF FE 00 00 is read as UTF-32 (it might be UTF-16 that begins with U+0000, which no text does).
struct ByteOrderMark {
  Encoding encoding = Encoding::unknown;
  std::size_t bytes = 0;
};
ByteOrderMark byte_order_mark(std::string_view s);

}  // namespace dechaff::text
