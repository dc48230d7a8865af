#include "run/line_block.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include "core/line_table.h"
#include "dedup/fold.h"
#include "text/simd.h"

namespace dechaff {
namespace {

namespace simd = text::simd;

std::uint64_t line_feeds(const char* p) {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 4; ++i)
    bits |= std::uint64_t{simd::high_bits(simd::equal(simd::load(p + 16 * i), '\n'))} << 16 * i;
  return bits;
}

/// Calls `take(line with its ending, line without)` for the lines of `bytes`, as LineTable cuts
/// them.
template <class Take>
void each_line(std::string_view bytes, Take take) {
  const bool plain = std::memchr(bytes.data(), '\r', bytes.size()) == nullptr &&
                     bytes.find("\xE2\x80\xA8") == std::string_view::npos &&
                     bytes.find("\xE2\x80\xA9") == std::string_view::npos;
  if (!plain) {
    LineTable table;
    table.assign(bytes);
    for (std::size_t i = 0; i < table.size(); ++i)
      take(Span{table.span[i].begin, table.next[i]}, table.text[i]);
    return;
  }
  std::size_t begin = 0, at = 0;
  const auto end_line = [&](std::size_t end) __attribute__((always_inline)) {
    take(Span{begin, end + 1}, bytes.substr(begin, end - begin));
    begin = end + 1;
  };
  for (; at + 64 <= bytes.size(); at += 64) {
    for (std::uint64_t ends = line_feeds(bytes.data() + at); ends != 0; ends &= ends - 1)
      end_line(at + static_cast<std::size_t>(std::countr_zero(ends)));
  }
  for (; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') end_line(at);
  }
  if (begin < bytes.size()) take(Span{begin, bytes.size()}, bytes.substr(begin));
}

}  // namespace

void LineBlock::make_room() {
  const std::size_t room = std::max<std::size_t>(1024, size * 2);
  lines.resize(room);
  keys.resize(room);
  fresh.resize(room);
}

void LineBlock::hash(LineMatch match) {
  const std::string_view bytes = batch.bytes;
  size = records = 0;
  std::string folded;
  const auto take = [&](Span whole, std::string_view line) __attribute__((always_inline)) {
    ++records;
    const auto bare = [](char c) { return c > ' ' && c < 0x7F; };  // no white space begins so
    std::string_view said = line;
    if (line.empty() || !bare(line.front()) || !bare(line.back())) said = trim(line);
    if (said.empty()) return;
    if (match != LineMatch::exact) {
      dedup::fold(said, match == LineMatch::folded_any_digit, folded);
      if (folded.empty()) return;
      said = folded;
    }
    if (size == lines.size()) make_room();
    lines[size] = whole;
    keys[size++] = text::hash128(said);
  };
  each_line(bytes, take);
  invalid = 0;
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    each_line(bytes, [&](Span, std::string_view line) {
      invalid += simdjson::validate_utf8(line.data(), line.size()) ? 0U : 1U;
    });
  }
}

/// Every line is copied and only the place behind it depends on whether it stays: which ones do no
/// processor can foretell. Copies are 64 bytes long and overlap.
std::string_view LineBlock::without_repeats() {
  constexpr std::size_t step = 64;
  const std::string_view bytes = batch.bytes;
  if (kept.size() < bytes.size() + step) kept.resize(bytes.size() + step);
  char* to = kept.data();
  const auto copy = [&](std::size_t begin, std::size_t end) __attribute__((always_inline)) {
    if (end + step > bytes.size()) {
      std::memcpy(to, bytes.data() + begin, end - begin);
      return;
    }
    for (std::size_t at = begin; at < end; at += step)
      std::memcpy(to + (at - begin), bytes.data() + at, step);
  };
  std::size_t from = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto [begin, end] = lines[i];
    if (from < begin) {  // blank lines
      copy(from, begin);
      to += begin - from;
    }
    copy(begin, end);
    to += (end - begin) & (std::size_t{0} - fresh[i]);  // no branch, which a choice would become
    from = end;
  }
  copy(from, bytes.size());
  to += bytes.size() - from;
  return {kept.data(), static_cast<std::size_t>(to - kept.data())};
}

}  // namespace dechaff
