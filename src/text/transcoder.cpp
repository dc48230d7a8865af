#include "text/transcoder.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "text/utf8.h"

namespace dechaff::text {
namespace {

using namespace std::string_view_literals;

/// ICU counts in 32 bits.
constexpr std::size_t most_at_once = 1 << 16;
/// Of 100: how sure ICU's detector must be of a set, and how far ahead of the next.
constexpr std::int32_t least_sure = 30, least_ahead = 10;

std::string folded_name(std::string_view name) {
  std::string out(name);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// The set that browsers read under a name (encoding.spec.whatwg.org).
std::string browsers_name(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"latin5", "windows-1254"},
      {"gb2312", "gbk"},
      {"euc-cn", "gbk"},
      {"euc-kr", "windows-949"},
      {"cp949", "windows-949"},
      {"shift_jis", "windows-31j"},
      {"shift-jis", "windows-31j"},
      {"sjis", "windows-31j"},
      {"cp932", "windows-31j"},
      {"tis-620", "windows-874"},
      {"utf16le", "utf-16le"},
      {"utf16be", "utf-16be"},
      {"utf32le", "utf-32le"},
      {"utf32be", "utf-32be"},
      {"ansi", "windows-1252"},
      {"unicode", "utf-16"},
      {"utf16", "utf-16"},
      {"utf32", "utf-32"},
      {"utf8", "utf-8"},
      {"utf-8-sig", "utf-8"},
  };
  const std::string folded = folded_name(name);
  for (const auto& [said, read] : names) {
    if (said == folded) return std::string(read);
  }
  return std::string(name);
}

bool has_no_shifts(const UConverter* converter) {
  switch (ucnv_getType(converter)) {
    case UCNV_SBCS:
    case UCNV_DBCS:
    case UCNV_MBCS:
    case UCNV_LATIN_1:
    case UCNV_UTF8:
    case UCNV_UTF16_BigEndian:
    case UCNV_UTF16_LittleEndian:
    case UCNV_UTF32_BigEndian:
    case UCNV_UTF32_LittleEndian:
    case UCNV_US_ASCII:
      return true;
    default:
      return false;
  }
}

std::size_t utf8_size(const UChar* units, std::size_t size) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const UChar c = units[i];
    out += c < 0x80 ? 1U : c < 0x800 ? 2U : U16_IS_SURROGATE(c) ? 2U : 3U;  // two make four
  }
  return out;
}

/// UTF-16 of letters below U+0900 has a small number in every other byte.
std::string_view wide_without_mark(std::string_view begin) {
  begin = begin.substr(0, 4096);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < begin.size(); ++i)
    zeros[i % 2] += static_cast<unsigned char>(begin[i]) < 9 ? 1U : 0U;
  const std::size_t pairs = begin.size() / 2;
  if (zeros[1] * 4 > pairs && zeros[0] * 50 <= pairs) return "UTF-16LE";
  if (zeros[0] * 4 > pairs && zeros[1] * 50 <= pairs) return "UTF-16BE";
  return {};
}

/// The set of Windows of which another is a part, or nearly.
std::string family_of(std::string_view name, std::string_view bytes) {
  // A capital alpha with an accent is one of these bytes.
  if (name == "ISO-8859-7" && bytes.find('\xB6') != std::string_view::npos) return "ISO-8859-7";
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"ISO-8859-1", "windows-1252"}, {"ISO-8859-7", "windows-1253"},
      {"ISO-8859-8", "windows-1255"}, {"ISO-8859-8-I", "windows-1255"},
      {"ISO-8859-9", "windows-1254"},
  };
  for (const auto& [set, family] : names) {
    if (set == name) return std::string(family);
  }
  return std::string(name);
}

/// Text in UTF-8 with some bytes that are wrong.
bool is_damaged_utf8(std::string_view begin) {
  std::size_t right = 0, wrong = 0;
  for (std::size_t at = skip_ascii(begin, 0); at < begin.size(); at = skip_ascii(begin, at)) {
    const Decoded c = decode(begin, at);
    (c.valid() ? right : wrong) += 1;
    at += c.valid() ? c.bytes : 1;
  }
  return right > 1 && right > 2 * wrong;
}

bool reads_all(std::string_view bytes, const std::string& name) {
  const std::unique_ptr<Transcoder> set = Transcoder::open(name);
  if (set == nullptr) return false;
  std::string out;
  std::vector<LostBytes> lost;
  set->decode(bytes, false, out, lost);
  if (out.find("\xEF\xBF\xBD") != std::string::npos) return false;
  for (std::size_t at = out.find('\xC2'); at != std::string::npos; at = out.find('\xC2', at + 1)) {
    if (static_cast<unsigned char>(out[at + 1]) < 0xA0) return false;  // a control character
  }
  return true;
}

DetectedCharset icu_guess(std::string_view begin) {
  if (begin.find('\0') != std::string_view::npos) return {};
  begin = begin.substr(0, most_at_once);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&error),
                                                                            ucsdet_close);
  ucsdet_setText(detector.get(), begin.data(), static_cast<std::int32_t>(begin.size()), &error);
  std::int32_t count = 0;
  const UCharsetMatch** const found = ucsdet_detectAll(detector.get(), &count, &error);
  DetectedCharset best;
  std::int32_t how_sure = 0;
  for (std::int32_t i = 0; U_SUCCESS(error) && i < count; ++i) {
    const char* const name = ucsdet_getName(found[i], &error);
    const std::int32_t sure = ucsdet_getConfidence(found[i], &error);
    if (U_FAILURE(error) || name == nullptr) break;
    const std::string family = family_of(name, begin);
    if (family == best.name || family.starts_with("UTF") || !reads_all(begin, family)) continue;
    if (!best.name.empty()) {
      best.sure = best.sure && how_sure - sure >= least_ahead;
      break;
    }
    best = {family, sure >= least_sure};
    how_sure = sure;
  }
  return best;
}

}  // namespace

struct Transcoder::State {
  ~State() { ucnv_close(converter); }

  /// All units in the character set; empty for an error.
  std::string_view encoded(const UChar* from, std::size_t size) {
    back.resize(size * static_cast<std::size_t>(ucnv_getMaxCharSize(converter)) + 16);
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t got =
        ucnv_fromUChars(converter, back.data(), static_cast<std::int32_t>(back.size()), from,
                        static_cast<std::int32_t>(size), &error);
    return U_FAILURE(error) ? std::string_view{}
                            : std::string_view(back).substr(0, static_cast<std::size_t>(got));
  }

  UConverter* converter = nullptr;
  std::vector<UChar> units;
  std::vector<std::int32_t> offsets;
  std::string back;
};

/// What is compared with its bytes.
struct Transcoder::Piece {
  std::string_view bytes;
  std::size_t units;     // how many there are
  std::size_t unit = 0;  // up to which the UTF-8 was counted …
  std::size_t utf8 = 0;  // … and where it is
  std::vector<LostBytes>& lost;
};

Transcoder::Transcoder(std::unique_ptr<State> state, std::string name)
    : state_(std::move(state)), name_(std::move(name)) {}

Transcoder::~Transcoder() = default;

std::unique_ptr<Transcoder> Transcoder::open(std::string_view name) {
  const std::string read = browsers_name(name);
  UErrorCode error = U_ZERO_ERROR;
  auto state = std::make_unique<State>();
  state->converter = read.empty() ? nullptr : ucnv_open(read.c_str(), &error);
  if (U_FAILURE(error) || state->converter == nullptr || !has_no_shifts(state->converter))
    return nullptr;
  ucnv_setFallback(state->converter, false);
  return std::unique_ptr<Transcoder>(new Transcoder(std::move(state), read));
}

std::size_t Transcoder::decode(std::string_view bytes, bool last, std::string& out,
                               std::vector<LostBytes>& lost) {
  std::size_t taken = 0;
  while (taken < bytes.size()) {
    const std::string_view some = bytes.substr(taken, most_at_once);
    const bool end = last && taken + some.size() == bytes.size();
    state_->units.resize(some.size() * 4 + 64);
    state_->offsets.resize(state_->units.size());
    UErrorCode error = U_ZERO_ERROR;
    UChar* to = state_->units.data();
    const char* from = some.data();
    ucnv_resetToUnicode(state_->converter);
    ucnv_toUnicode(state_->converter, &to, to + state_->units.size(), &from,
                   some.data() + some.size(), state_->offsets.data(), end, &error);
    std::size_t used = some.size();
    if (!end) {
      UErrorCode ignored = U_ZERO_ERROR;
      const std::int32_t pending = ucnv_toUCountPending(state_->converter, &ignored);
      used -= static_cast<std::size_t>(
          std::clamp<std::int32_t>(pending, 0, static_cast<std::int32_t>(some.size())));
    }
    if (used == 0) break;
    const auto units = static_cast<std::size_t>(to - state_->units.data());
    Piece piece{some.substr(0, used), units, 0, out.size(), lost};
    const std::size_t had = out.size();
    out.resize(had + utf8_size(state_->units.data(), units));
    std::int32_t size = 0;
    error = U_ZERO_ERROR;
    // U+FFFD is as long as the half of a pair that it could stand for.
    u_strToUTF8WithSub(out.data() + had, static_cast<std::int32_t>(out.size() - had), &size,
                       state_->units.data(), static_cast<std::int32_t>(units), 0xFFFD, nullptr,
                       &error);
    out.resize(had + static_cast<std::size_t>(size));
    bool in_order = units > 0 && state_->offsets[0] >= 0 &&
                    state_->offsets[units - 1] <= static_cast<std::int32_t>(used);
    for (std::size_t i = 1; in_order && i < units; ++i)
      in_order = state_->offsets[i - 1] <= state_->offsets[i];
    if (in_order) {
      compare(piece, 0, units);
    } else {  // nothing, or it is not known what came from where
      lost.push_back({had, out.size(), std::string(piece.bytes)});
    }
    taken += used;
  }
  return taken;
}

/// Where units do not lead back to their bytes, looks at halves, down to the characters.
void Transcoder::compare(Piece& piece, std::size_t first, std::size_t last) {
  const UChar* const units = state_->units.data();
  const std::vector<std::int32_t>& offsets = state_->offsets;
  const auto byte_of = [&](std::size_t unit) {
    return unit == piece.units ? piece.bytes.size() : static_cast<std::size_t>(offsets[unit]);
  };
  if (first == last) return;
  const std::size_t begin = first == 0 ? 0 : byte_of(first);
  const std::string_view bytes = piece.bytes.substr(begin, byte_of(last) - begin);
  if (state_->encoded(units + first, last - first) == bytes) return;
  std::size_t middle = first + (last - first) / 2;
  while (middle < last && middle > first &&
         (U16_IS_TRAIL(units[middle]) || offsets[middle] == offsets[middle - 1])) {
    ++middle;
  }
  if (middle == last) {
    middle = first + (last - first) / 2;
    while (middle > first &&
           (U16_IS_TRAIL(units[middle]) || offsets[middle] == offsets[middle - 1])) {
      --middle;
    }
  }
  if (middle > first && middle < last) {
    compare(piece, first, middle);
    compare(piece, middle, last);
    return;
  }
  piece.utf8 += utf8_size(units + piece.unit, first - piece.unit);
  const std::size_t size = utf8_size(units + first, last - first);
  piece.lost.push_back({piece.utf8, piece.utf8 + size, std::string(bytes)});
  piece.utf8 += size;
  piece.unit = last;
}

void Transcoder::encode(std::string_view utf8, std::string& out) {
  while (!utf8.empty()) {
    std::size_t size = std::min(utf8.size(), most_at_once);
    while (size < utf8.size() && size > 0 && (utf8[size] & 0xC0) == 0x80) --size;
    if (size == 0) size = std::min(utf8.size(), most_at_once);
    state_->units.resize(size + 1);
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t units = 0;
    u_strFromUTF8WithSub(state_->units.data(), static_cast<std::int32_t>(state_->units.size()),
                         &units, utf8.data(), static_cast<std::int32_t>(size), 0xFFFD, nullptr,
                         &error);
    out += state_->encoded(state_->units.data(), static_cast<std::size_t>(units));
    utf8.remove_prefix(size);
  }
}

DetectedCharset detect_charset(std::string_view begin, bool whole) {
  if (begin.starts_with("\xFF\xFE\0\0"sv)) return {"UTF-32LE", true};
  if (begin.starts_with("\0\0\xFE\xFF"sv)) return {"UTF-32BE", true};
  if (begin.starts_with("\xFF\xFE")) return {"UTF-16LE", true};
  if (begin.starts_with("\xFE\xFF")) return {"UTF-16BE", true};
  if (const std::string_view wide = wide_without_mark(begin); !wide.empty())
    return {std::string(wide), true};
  for (std::size_t cut = 0; cut < 4 && cut <= begin.size(); ++cut) {
    if (cut > 0 && whole) break;
    if (simdjson::validate_utf8(begin.data(), begin.size() - cut)) {
      return {"UTF-8", true};
    }
  }
  if (is_damaged_utf8(begin)) return {"UTF-8", true};
  return icu_guess(begin);
}

}  // namespace dechaff::text
