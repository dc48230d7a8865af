#include "dedup/repeat_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "text/simd.h"

namespace dechaff::dedup {
namespace {

constexpr std::size_t gram_size = 8;

std::uint64_t load_gram(std::string_view line, std::size_t at) {
  std::uint64_t out = 0;
  std::memcpy(&out, line.data() + at, std::min(gram_size, line.size() - at));
  return out;
}

/// Whether a line is written without spaces, by its begin.
bool without_spaces(std::string_view line) {
  const std::string_view begin = line.substr(0, 72);
  std::size_t wide = 0, spaces = 0;
  for (const char c : begin) {
    wide += static_cast<unsigned char>(c) >= 0xE0 ? 1U : 0U;
    spaces += c == ' ' ? 1U : 0U;
  }
  return wide * 6 > begin.size() && spaces * 8 < wide;
}

}  // namespace

void RepeatScan::add(std::uint64_t gram, std::uint32_t place) {
  const std::uint64_t mixed = (gram ^ gram >> 29U) * 0x9E3779B97F4A7C15U;
  Slot& slot = slots_[mixed >> shift_];
  const auto check = static_cast<std::uint32_t>(mixed) | 1U;
  const Slot before = slot;
  ++words_;
  slot = {check, place};
  if (before.check != check) return;
  const std::uint32_t distance = place - before.place;
  // A counter between the copies may have a digit more.
  const std::uint32_t slack = std::min<std::uint32_t>(4, distance / 16);
  const auto near = [slack](std::uint32_t a, std::uint32_t b) {
    return a - b + slack <= 2 * slack;
  };
  if (!near(distance, distance_) || place - last_ > 96 + distance / 2) {
    // Two words that stood somewhere else do not end a stretch; two of another stretch do.
    if (place - last_ <= 64 && !near(distance, stray_)) {
      stray_ = distance;
      stray_place_ = place;
      return;
    }
    begin_ = near(distance, stray_) && place - stray_place_ <= 64 ? stray_place_ : place;
    hits_ = begin_ == place ? 0 : 1;
    begin_word_ = words_ - 1 - hits_;
    stray_ = 0;
  }
  distance_ = distance;
  last_ = place;
  ++hits_;
  const std::uint32_t length = place - begin_;
  // Another word may have taken a place in the table; of true copies most words are known.
  if (hits_ * 5 < (words_ - begin_word_) * 3) return;
  if (hits_ >= 3 && length >= (distance < 14 ? 2 * distance : distance + distance / 5))
    found_.loop = true;
  // What touches its first copy, or is as long as a title and two paragraphs.
  if (hits_ >= 4 && (length >= 200 || (length >= 32 && length + 24 >= distance)))
    found_.again = true;
}

void RepeatScan::scan_words(std::string_view line, std::uint32_t base) {
  namespace simd = text::simd;
  const auto at_word = [&](std::size_t at) {
    if (at < line.size() && line[at] != ' ')
      add(load_gram(line, at), base + static_cast<std::uint32_t>(at));
  };
  at_word(0);
  std::size_t at = 0;
  for (; at + 16 <= line.size(); at += 16) {
    std::uint32_t spaces = simd::high_bits(simd::equal(simd::load(line.data() + at), ' '));
    for (; spaces != 0; spaces &= spaces - 1)
      at_word(at + static_cast<std::size_t>(std::countr_zero(spaces)) + 1);
  }
  for (; at < line.size(); ++at) {
    if (line[at] == ' ') at_word(at + 1);
  }
}

/// Sixteen bytes, as eight are but three characters. The characters are chosen by their last byte,
/// so that equal text has equal places.
void RepeatScan::scan_characters(std::string_view line, std::uint32_t base) {
  for (std::size_t at = 0; at + 3 < line.size(); ++at) {
    if (static_cast<unsigned char>(line[at]) >= 0xE0 && (line[at + 2] & 1) == 1)
      add(load_gram(line, at) ^ std::rotl(load_gram(line, std::min(at + 8, line.size())), 23),
          base + static_cast<std::uint32_t>(at));
  }
}

RepeatScan::Found RepeatScan::scan(const LineTable& lines) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) bytes += lines.kept(i) ? lines.text[i].size() : 0;
  const std::size_t places = std::bit_ceil(bytes / 2 + 64);
  slots_.assign(places, {0, 0});
  shift_ = static_cast<unsigned>(64 - std::countr_zero(places));
  found_ = {};
  distance_ = begin_ = last_ = hits_ = stray_ = stray_place_ = 0;
  words_ = begin_word_ = 0;
  std::uint32_t base = 1;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines.kept(i)) continue;
    const std::string_view line = lines.text[i];
    without_spaces(line) ? scan_characters(line, base) : scan_words(line, base);
    base += static_cast<std::uint32_t>(line.size()) + 1;
  }
  return found_;
}

}  // namespace dechaff::dedup
