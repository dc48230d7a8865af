#include "text/utf8.h"

#include <simdjson.h>

#include <bit>
#include <cstring>

#include "text/simd.h"

namespace dechaff::text {

namespace {

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

Decoded detail::decode_long(const char* at, std::size_t size) {
  constexpr Decoded bad = {replacement_character, 1};
  const auto byte = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0xC2 || lead > 0xF4) return bad;
  if (size < 2 || !is_continuation(byte(1))) return bad;
  if (lead < 0xE0) return {static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  if (size < 3 || !is_continuation(byte(2))) return bad;
  if (lead < 0xF0) {
    const auto c =
        static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
    if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) return bad;
    return {c, 3};
  }
  if (size < 4 || !is_continuation(byte(3))) return bad;
  const auto c = static_cast<char32_t>((lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 |
                                       (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F));
  if (c < 0x10000 || c > 0x10FFFF) return bad;
  return {c, 4};
}

Decoded decode_before(std::string_view s, std::size_t at) {
  const std::size_t longest = at < 4 ? at : 4;
  for (std::size_t n = 1; n <= longest; ++n) {
    const auto byte = static_cast<unsigned char>(s[at - n]);
    if (is_continuation(byte)) continue;
    const Decoded d = decode(s.substr(0, at), at - n);
    if (d.bytes == n) return d;
    break;
  }
  return {replacement_character, 1};
}

std::size_t skip_ascii(std::string_view s, std::size_t from) {
  std::size_t i = from;
  for (; i + 16 <= s.size(); i += 16) {
    const std::uint32_t high = simd::high_bits(simd::load(s.data() + i));
    if (high != 0) return i + static_cast<std::size_t>(std::countr_zero(high));
  }
  while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
  return i;
}

bool is_valid(std::string_view s) {
  const std::size_t ascii = skip_ascii(s, 0);  // most lines end here, without a call
  return ascii == s.size() || simdjson::validate_utf8(s.data() + ascii, s.size() - ascii);
}

std::size_t count_invalid(std::string_view s) {
  std::size_t bad = 0;
  std::size_t i = 0;
  while ((i = skip_ascii(s, i)) < s.size()) {
    const Decoded d = detail::decode_long(s.data() + i, s.size() - i);
    bad += d.valid() ? 0U : 1U;
    i += d.bytes;
  }
  return bad;
}

std::size_t code_points(std::string_view s) {
  std::size_t count = 0;
  std::size_t i = 0;
  while (i < s.size()) {
    const std::size_t next = skip_ascii(s, i);
    count += next - i;
    i = next;
    for (; i < s.size() && static_cast<unsigned char>(s[i]) >= 0x80; ++count) {
      i += detail::decode_long(s.data() + i, s.size() - i).bytes;
    }
  }
  return count;
}

void append(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement_character;
  char bytes[4];
  std::size_t size = 0;
  if (c < 0x80) {
    bytes[size++] = static_cast<char>(c);
  } else if (c < 0x800) {
    bytes[size++] = static_cast<char>(0xC0 | c >> 6);
    bytes[size++] = static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    bytes[size++] = static_cast<char>(0xE0 | c >> 12);
    bytes[size++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    bytes[size++] = static_cast<char>(0x80 | (c & 0x3F));
  } else {
    bytes[size++] = static_cast<char>(0xF0 | c >> 18);
    bytes[size++] = static_cast<char>(0x80 | (c >> 12 & 0x3F));
    bytes[size++] = static_cast<char>(0x80 | (c >> 6 & 0x3F));
    bytes[size++] = static_cast<char>(0x80 | (c & 0x3F));
  }
  out.append(bytes, size);
}

ByteOrderMark byte_order_mark(std::string_view s) {
  using namespace std::string_view_literals;
  if (s.starts_with("\xEF\xBB\xBF"sv)) return {Encoding::utf8, 3};
  if (s.starts_with("\xFF\xFE\0\0"sv)) return {Encoding::utf32le, 4};
  if (s.starts_with("\0\0\xFE\xFF"sv)) return {Encoding::utf32be, 4};
  if (s.starts_with("\xFF\xFE"sv)) return {Encoding::utf16le, 2};
  if (s.starts_with("\xFE\xFF"sv)) return {Encoding::utf16be, 2};
  return {};
}

}  // namespace dechaff::text
