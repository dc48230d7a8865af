#include "formats/tar_header.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace dechaff::formats {
namespace {

constexpr Span name_field{0, 100}, size_field{124, 136}, sum_field{148, 156}, magic_field{257, 263},
    prefix_field{345, 500};
constexpr std::size_t type_at = 156, extended_at = 482;  // of an old GNU sparse file

std::string_view part(std::string_view block, Span field) {
  return block.substr(field.begin, field.size());
}

std::string_view text_of(std::string_view block, Span field) {
  const std::string_view all = part(block, field);
  return all.substr(0, all.find('\0'));
}

/// Octal digits with spaces or NULs around; or, for what they cannot hold, a first bit and a number
/// in base 256.
std::optional<std::uint64_t> number(std::string_view field) {
  std::uint64_t value = 0;
  if ((static_cast<unsigned char>(field[0]) & 0x80) != 0) {
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (value >> 55 != 0) return {};
      value = value << 8 | (static_cast<unsigned char>(field[i]) & (i == 0 ? 0x7FU : 0xFFU));
    }
    return value;
  }
  const std::size_t first = field.find_first_not_of(' ');
  if (first == std::string_view::npos) return 0;
  const char* begin = field.data() + first;
  const char* last = field.data() + field.size();
  const auto [end, bad] = std::from_chars(begin, last, value, 8);
  if (end != last && *end != '\0' && *end != ' ') return {};
  if (bad == std::errc::result_out_of_range) return {};
  return value;
}

/// The sum of all bytes, those of the checksum as spaces.
std::uint64_t sum_of(std::string_view block, bool as_signed) {
  std::int64_t sum = 8 * ' ';
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (i >= sum_field.begin && i < sum_field.end) continue;
    sum += as_signed ? static_cast<std::int64_t>(static_cast<signed char>(block[i]))
                     : static_cast<std::int64_t>(static_cast<unsigned char>(block[i]));
  }
  return static_cast<std::uint64_t>(sum);
}

void read_pax(std::string_view data, TarExtras& extras) {
  while (!data.empty()) {  // "LENGTH KEY=VALUE\n", LENGTH of all of that
    std::size_t length = 0;
    const auto [end, bad] = std::from_chars(data.data(), data.data() + data.size(), length);
    const auto digits = static_cast<std::size_t>(end - data.data());
    if (bad != std::errc{} || length <= digits + 1 || length > data.size()) return;
    const std::string_view record = data.substr(digits + 1, length - digits - 2);
    data.remove_prefix(length);
    const std::size_t equals = record.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = record.substr(0, equals);
    if (key == "path") extras.name = record.substr(equals + 1);
    extras.odd = extras.odd || key == "size" || key.starts_with("GNU.sparse.");
  }
}

}  // namespace

std::optional<TarHeader> read_tar_header(std::string_view block) {
  if (block.size() != tar_block) return {};
  const auto sum = number(part(block, sum_field)), size = number(part(block, size_field));
  if (!sum || !size || (sum_of(block, false) != *sum && sum_of(block, true) != *sum)) return {};
  TarHeader header;
  header.type = block[type_at];
  header.extended = header.type == 'S' && block[extended_at] != 0;
  // Links and folders hold nothing, whatever their size says.
  const bool empty = header.type >= '1' && header.type <= '6';
  header.size = empty ? 0 : static_cast<std::size_t>(*size);
  using namespace std::string_view_literals;
  if (part(block, magic_field) == "ustar\0"sv) {
    header.name = text_of(block, prefix_field);
    if (!header.name.empty()) header.name += '/';
  }
  header.name += text_of(block, name_field);
  return header;
}

std::string tar_sized(std::string_view block, std::size_t size) {
  std::string all(block);
  char digits[24];
  std::snprintf(digits, sizeof digits, "%011zo", size);
  std::copy_n(digits, 12, all.begin() + size_field.begin);
  std::snprintf(digits, sizeof digits, "%06llo",
                static_cast<unsigned long long>(sum_of(all, false)));
  std::copy_n(digits, 7, all.begin() + sum_field.begin);
  all[sum_field.end - 1] = ' ';
  return all.substr(tar_changed.begin, tar_changed.size());
}

void read_tar_extra(char type, std::string_view data, TarExtras& extras) {
  if (type == 'x') read_pax(data, extras);
  if (type == 'L') extras.name = data.substr(0, data.find('\0'));
}

}  // namespace dechaff::formats
